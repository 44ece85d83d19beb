package dev.daemonspring.child.rehearsal;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * A bean with callbacks and a lifecycle, that is proxied by its class.
 */
@Component
class SampleService implements InitializingBean, EnvironmentAware, SmartLifecycle {

	private final SampleLimits limits;

	@Value("${" + RehearsalEnvironment.PREFIX + ".times:5}")
	private int times;

	private @Nullable SampleListener listener;

	private @Nullable Environment environment;

	private boolean prepared;

	private boolean running;

	SampleService(SampleLimits limits) {
		this.limits = limits;
	}

	@Autowired
	void setListener(ObjectProvider<SampleListener> listener) {
		this.listener = listener.getIfAvailable();
	}

	@PostConstruct
	void prepare() {
		this.prepared = true;
	}

	@PreDestroy
	void forget() {
		this.prepared = false;
	}

	@Override
	public void afterPropertiesSet() {
		if (this.environment == null || this.listener == null) {
			throw new IllegalStateException("The rehearsed bean was not injected");
		}
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	String repeat(String text) {
		return (this.prepared ? text : "").repeat(Math.min(this.times, this.limits.times()));
	}

}
