package dev.daemonspring.child.context;

import java.util.Set;

/**
 * What beans do by themselves, beside what a worker asks of them, and what must not be
 * done a second time beside the daemon.
 */
enum SelfStarting {

	/**
	 * Waiting for messages: containers of Spring's for Rabbit, Kafka, JMS, Pulsar, Redis
	 * and others, and what keeps them. Named alike wherever they come from.
	 */
	LISTENING("lifecycle"),

	/**
	 * Doing something when it is time: Quartz.
	 */
	SCHEDULING("scheduling"),

	/**
	 * Everything else, like clients that connect.
	 */
	NOTHING("");

	private static final Set<String> CONTAINERS = Set.of("MessageListenerContainer", "MessageListenerContainerRegistry",
			"ListenerEndpointRegistry");

	private static final Set<String> CONSUMERS = Set.of("org.springframework.kafka.config.StreamsBuilderFactoryBean",
			"org.springframework.integration.endpoint.MessageProducerSupport",
			"org.springframework.integration.endpoint.SourcePollingChannelAdapter");

	private static final Set<String> SCHEDULERS = Set.of("org.springframework.scheduling.quartz.SchedulerFactoryBean");

	private final String property;

	SelfStarting(String property) {
		this.property = property;
	}

	/**
	 * Return the property of a worker that lets beans do so.
	 */
	String property() {
		return this.property;
	}

	/**
	 * Tell what a lifecycle bean does once it is started.
	 * @param type its type
	 * @return what it does
	 */
	static SelfStarting of(Class<?> type) {
		for (String name : ClassHierarchy.of(type)) {
			String simpleName = name.substring(name.lastIndexOf('.') + 1);
			if (CONSUMERS.contains(name) || CONTAINERS.stream().anyMatch(simpleName::endsWith)) {
				return LISTENING;
			}
			if (SCHEDULERS.contains(name)) {
				return SCHEDULING;
			}
		}
		return NOTHING;
	}

}
