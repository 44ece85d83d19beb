package org.example.greetings

import dev.daemonspring.worker.Worker
import dev.daemonspring.worker.WorkerCommand
import dev.daemonspring.worker.WorkerLoop
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.runApplication
import org.springframework.context.annotation.Bean

@SpringBootApplication
class GreetingsApplication {

	@Bean
	@Worker(looptime = 1, forever = true)
	fun lambda() = WorkerLoop { }

}

@Worker(name = "greeter", looptime = 1, forever = true)
class Greeter : WorkerLoop {

	override fun loop() {
	}

	@WorkerCommand("greet")
	fun greet(name: String, greeting: String = "Hello", times: Int = 1): String = "$greeting, $name! ".repeat(times).trim()

	@WorkerCommand("forget")
	fun forget(name: String?): String = "nobody is called ${name ?: "nothing"}"

}

fun main(args: Array<String>) {
	runApplication<GreetingsApplication>(*args)
}
