package org.example.isolation.inheritance;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The application. It has no main method; that is elsewhere, as in Kotlin.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Heir.class)
public class Family {

}
