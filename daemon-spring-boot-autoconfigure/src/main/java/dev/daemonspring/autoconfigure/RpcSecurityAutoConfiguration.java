package dev.daemonspring.autoconfigure;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.security.autoconfigure.SecurityProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.web.servlet.ApplicationContextRequestMatcher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;

import dev.daemonspring.rpc.http.HttpGuard;

/**
 * Auto-configuration for the RPC's endpoint in a servlet application that leaves its
 * Spring Security to Spring Boot. It adds a filter chain for the endpoint alone: callers
 * authenticate with HTTP Basic, no session is created, and CSRF protection is disabled,
 * because {@link HttpGuard} refuses what foreign pages send. If a token is configured,
 * the guard accepts the token or the login.
 */
@AutoConfiguration(after = { RpcHttpAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
		ManagementWebSecurityAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class })
@ConditionalOnClass({ SecurityFilterChain.class, HttpSecurity.class, ApplicationContextRequestMatcher.class })
@ConditionalOnBean({ HttpGuard.class, SecurityFilterChain.class })
@Conditional(RpcSecurityAutoConfiguration.OnSecurityOfBoot.class)
public final class RpcSecurityAutoConfiguration {

	@Bean
	@Order(SecurityFilterProperties.BASIC_AUTH_ORDER - 10)
	SecurityFilterChain daemonRpcSecurityFilterChain(HttpSecurity http, RpcProperties properties) {
		boolean token = RpcAutoConfiguration.token(properties) != null;
		AuthenticationEntryPoint bareUnauthorized = (request, response, ex) -> {
			response.setHeader("WWW-Authenticate", "Basic realm=\"Daemon\"");
			response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
		};
		http.securityMatcher(DaemonRequest.toRpc());
		http.authorizeHttpRequests((requests) -> {
			if (token) {
				requests.anyRequest().permitAll();
			}
			else {
				requests.anyRequest().authenticated();
			}
		});
		http.httpBasic((basic) -> basic.authenticationEntryPoint(bareUnauthorized));
		http.exceptionHandling((exceptions) -> exceptions.authenticationEntryPoint(bareUnauthorized));
		http.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		http.csrf((csrf) -> csrf.disable());
		http.requestCache((cache) -> cache.disable());
		return http.build();
	}

	/**
	 * Make the user that Spring Boot creates an operator. There is no other account, and
	 * this one has no roles by default.
	 */
	@Bean
	@Conditional(OnUserOfBoot.class)
	RpcBootUser daemonRpcBootUser(SecurityProperties properties) {
		return new RpcBootUser(properties.getUser().getName());
	}

	/**
	 * A condition that matches when the only source of users is the one that Spring Boot
	 * creates.
	 */
	static class OnUserOfBoot extends SpringBootCondition implements ConfigurationCondition {

		@Override
		public ConfigurationPhase getConfigurationPhase() {
			return ConfigurationPhase.REGISTER_BEAN;
		}

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConfigurableListableBeanFactory beanFactory = Objects.requireNonNull(context.getBeanFactory());
			String[] names = beanFactory.getBeanNamesForType(UserDetailsService.class, true, false);
			boolean boots = names.length == 1 && beanFactory.containsBeanDefinition(names[0])
					&& UserDetailsServiceAutoConfiguration.class.getName()
						.equals(beanFactory.getBeanDefinition(names[0]).getFactoryBeanName());
			return new ConditionOutcome(boots, "users are " + ((boots) ? "" : "not ") + "left to Spring Boot");
		}

	}

	/**
	 * A condition that matches when every chain is Spring Boot's. An application with
	 * chains of its own decides on the endpoint as well.
	 */
	static class OnSecurityOfBoot extends SpringBootCondition implements ConfigurationCondition {

		private static final Set<String> OF_BOOT = Set.of("defaultSecurityFilterChain",
				"managementSecurityFilterChain");

		@Override
		public ConfigurationPhase getConfigurationPhase() {
			return ConfigurationPhase.REGISTER_BEAN;
		}

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			String[] names = Objects.requireNonNull(context.getBeanFactory())
				.getBeanNamesForType(SecurityFilterChain.class, true, false);
			Stream<String> own = Arrays.stream(names).filter((name) -> !OF_BOOT.contains(name));
			ConditionMessage.Builder message = ConditionMessage.forCondition("Security of Spring Boot");
			return own.findAny()
				.map((name) -> ConditionOutcome.noMatch(message.found("chain").items(name)))
				.orElseGet(() -> ConditionOutcome.match(message.because("no other chain was found")));
		}

	}

}
