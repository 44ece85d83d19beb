package org.example.fleet;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A chain that lets everybody in, and demands the CSRF token from whoever posts.
 */
@Configuration(proxyBeanMethods = false)
@Profile("open")
class OpenSecurity {

	@Bean
	SecurityFilterChain open(HttpSecurity http) {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
	}

}
