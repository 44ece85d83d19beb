package dev.daemonspring.child.rehearsal;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Settings, and proxies around what the worker depends on: one by its class and one by
 * its interface.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ SampleSettings.class, SampleLimits.class })
class RehearsalConfiguration {

	@Bean
	static DefaultAdvisorAutoProxyCreator autoProxyCreator() {
		return new DefaultAdvisorAutoProxyCreator();
	}

	@Bean
	static BeanFactoryPostProcessor proxiedByClass() {
		return (beanFactory) -> beanFactory.getBeanDefinition("sampleService")
			.setAttribute(AutoProxyUtils.PRESERVE_TARGET_CLASS_ATTRIBUTE, true);
	}

	@Bean
	static Advisor advisor() {
		NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
		pointcut.addMethodName("repeat");
		pointcut.addMethodName("greet");
		return new DefaultPointcutAdvisor(pointcut, (MethodInterceptor) (invocation) -> invocation.proceed());
	}

	@Bean
	SampleGreeting greeting(SampleLimits limits) {
		return new PoliteGreeting(limits.greeting());
	}

	/**
	 * A greeting.
	 *
	 * @param word how it begins
	 */
	record PoliteGreeting(String word) implements SampleGreeting {

		@Override
		public String greet(String name) {
			return this.word + " " + name;
		}

	}

}
