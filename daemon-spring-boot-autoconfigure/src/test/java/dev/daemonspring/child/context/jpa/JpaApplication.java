package dev.daemonspring.child.context.jpa;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * An application that leaves all to Spring Boot.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class JpaApplication {

}
