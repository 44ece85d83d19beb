package dev.daemonspring.child.context;

import java.util.Set;

/**
 * What a bean does on its own once it is started, without being called by a worker. Some
 * of it must not be done in a worker process, because the daemon already does it.
 */
enum SelfStarting {

	/**
	 * It waits for messages, as the listener containers for Rabbit, Kafka, JMS, Pulsar,
	 * Redis and others do, and their registries. They follow a naming convention.
	 */
	LISTENING("lifecycle"),

	/**
	 * It runs scheduled jobs: Quartz.
	 */
	SCHEDULING("scheduling"),

	/**
	 * Anything else, such as a client that connects; it does not conflict with the
	 * daemon.
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
	 * Return the property of a worker that allows it.
	 */
	String property() {
		return this.property;
	}

	/**
	 * Determine what a lifecycle bean does once it is started.
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
