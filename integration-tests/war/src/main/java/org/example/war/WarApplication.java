package org.example.war;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;

/**
 * An application that can be executed and deployed.
 */
@SpringBootApplication
public class WarApplication extends SpringBootServletInitializer {

	@Override
	protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
		return builder.sources(WarApplication.class).properties("ferry.started-by=initializer");
	}

	public static void main(String[] args) {
		SpringApplication.run(WarApplication.class, args);
	}

}
