package dev.daemonspring.child;

import java.util.ArrayList;
import java.util.List;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;
import org.springframework.aop.support.NameMatchMethodPointcutAdvisor;

import dev.daemonspring.child.CommandMethods.CommandMethod;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link CommandTarget}.
 */
class CommandTargetTests {

	private final List<String> around = new ArrayList<>();

	@Test
	void commandsOfAnyVisibilityAreCalled() throws Exception {
		assertThat(call(new Copier(), "visible")).isEqualTo("visible of a copier");
		assertThat(call(new Copier(), "packaged")).isEqualTo("packaged of a copier");
		assertThat(call(new Copier(), "hidden")).isEqualTo("hidden of a copier");
		assertThat(call(new Copier(), "last")).isEqualTo("last of a copier");
	}

	@Test
	void commandsOfAClassProxyAreCalledWithWhatIsAroundThem() throws Exception {
		Object proxy = proxy(true, "visible", "packaged");
		assertThat(call(proxy, "visible")).isEqualTo("visible of a copier");
		assertThat(call(proxy, "packaged")).isEqualTo("packaged of a copier");
		assertThat(this.around).containsExactly("visible", "packaged");
	}

	@Test
	void commandsThatAClassProxyCannotPassOnAreCalledOnTheWorker() throws Exception {
		Object proxy = proxy(true, "loop");
		assertThat(call(proxy, "hidden")).isEqualTo("hidden of a copier");
		assertThat(call(proxy, "last")).isEqualTo("last of a copier");
	}

	@Test
	void commandsOfAnInterfaceProxyAreCalled() throws Exception {
		Object proxy = proxy(false, "visible");
		assertThat(call(proxy, "visible")).isEqualTo("visible of a copier");
		assertThat(this.around).containsExactly("visible");
		assertThat(call(proxy, "packaged")).isEqualTo("packaged of a copier");
		assertThat(call(proxy, "hidden")).isEqualTo("hidden of a copier");
	}

	@Test
	void commandWhoseAspectWouldBeLeftOutIsRefused() {
		for (String method : List.of("hidden", "last")) {
			Object proxy = proxy(true, method);
			assertThatIllegalStateException().isThrownBy(() -> call(proxy, method))
				.withMessageContaining("'" + method + "'");
		}
		assertThatIllegalStateException().isThrownBy(() -> call(proxy(false, "packaged"), "packaged"))
			.withMessageContaining("'packaged'")
			.withMessageContaining("spring.aop.proxy-target-class=true");
	}

	@Test
	void commandThatIsStaticIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> CommandMethods.of(Static.class))
			.withMessageContaining("'hello'")
			.withMessageContaining("static");
	}

	@Test
	void commandWhoseNameIsNoneIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> CommandMethods.of(Misnamed.class))
			.withMessageContaining("'hello\n'");
	}

	private Object proxy(boolean ofClass, String... advised) {
		ProxyFactory factory = new ProxyFactory(new Copier());
		factory.setProxyTargetClass(ofClass);
		factory.addAdvisor(ExposeInvocationInterceptor.ADVISOR);
		NameMatchMethodPointcutAdvisor advisor = new NameMatchMethodPointcutAdvisor(
				(MethodInterceptor) (invocation) -> {
					this.around.add(invocation.getMethod().getName());
					return invocation.proceed();
				});
		advisor.setMappedNames(advised);
		factory.addAdvisor(advisor);
		return factory.getProxy();
	}

	private static Object call(Object worker, String name) throws Exception {
		CommandMethods methods = CommandMethods.of(Copier.class);
		CommandMethod command = methods.find(name);
		assertThat(command).isNotNull();
		return new CommandTarget(worker, methods).invoke(command, new Object[0]);
	}

	interface Visible {

		String visible();

	}

	static class Copier implements WorkerLoop, Visible {

		private final String name = new String("a copier");

		@Override
		public void loop() {
		}

		@Override
		@WorkerCommand
		public String visible() {
			return "visible of " + this.name;
		}

		@WorkerCommand
		String packaged() {
			return "packaged of " + this.name;
		}

		@WorkerCommand
		private String hidden() {
			return "hidden of " + this.name;
		}

		@WorkerCommand
		final String last() {
			return "last of " + this.name;
		}

	}

	static class Static implements WorkerLoop {

		@Override
		public void loop() {
		}

		@WorkerCommand
		static String hello() {
			return "hello";
		}

	}

	static class Misnamed implements WorkerLoop {

		@Override
		public void loop() {
		}

		@WorkerCommand("hello\n")
		String hello() {
			return "hello";
		}

	}

}
