package dev.daemonspring.child.rehearsal;

import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.PostConstruct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.child.context.ReducedApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BeanPreparation}: it creates nothing, and what is created later is as
 * it would have been.
 */
class BeanPreparationTests {

	private static final List<String> created = new ArrayList<>();

	private final ReducedApplicationContext context = new ReducedApplicationContext();

	@BeforeEach
	void clear() {
		created.clear();
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void nothingIsCreated() {
		refresh(Root.class, Leaf.class, Factories.class);
		List<String> singletons = List.of(this.context.getBeanFactory().getSingletonNames());
		assertThat(prepare(Root.class)).containsExactly(Root.class);
		assertThat(created).isEmpty();
		assertThat(this.context.getBeanFactory().getSingletonNames()).containsExactlyElementsOf(singletons);
	}

	@Test
	void factoryBeanThatDoesNotDeclareItsTypeIsNotCreatedForIt() {
		refresh(Root.class, Leaf.class, UndeclaredFactories.class);
		prepare(Root.class);
		assertThat(created).isEmpty();
	}

	@Test
	void factoryBeanThatIsAComponentIsNotCreatedForItsType() {
		refresh(Root.class, Leaf.class, ThreadFactoryBean.class);
		prepare(Root.class);
		assertThat(created).isEmpty();
	}

	@Test
	void preparedBeansAreInjectedAndInitialized() {
		refresh(Root.class, Leaf.class);
		prepare(Root.class);
		prepare(Root.class);
		Root root = this.context.getBean(Root.class);
		assertThat(root.fromConstructor).isSameAs(root.fromField).isSameAs(root.fromMethod).isNotNull();
		assertThat(root.initialized).isEqualTo(1);
		assertThat(created).containsExactly("leaf", "root");
	}

	@Test
	void classThatIsNoBeanIsPreparedWithWhatItDependsOnAndCreatedAsEver() {
		refresh(Leaf.class);
		BeanPreparation preparation = new BeanPreparation(beanFactory(), () -> false);
		preparation.prepareClass(Root.class);
		assertThat(created).isEmpty();
		assertThat(this.context.getBeanNamesForType(Root.class)).isEmpty();
		Root root = beanFactory().createBean(Root.class);
		assertThat(root.fromConstructor).isSameAs(root.fromField).isSameAs(root.fromMethod).isNotNull();
		assertThat(root.initialized).isEqualTo(1);
		assertThat(created).containsExactly("leaf", "root");
	}

	@Test
	void classThatCanNotBePreparedIsLeftToItsCreation() {
		refresh(Leaf.class);
		BeanPreparation preparation = new BeanPreparation(beanFactory(), () -> false);
		preparation.prepareClass(Ambiguous.class);
		preparation.prepareClass(Root.class);
		assertThat(beanFactory().createBean(Root.class)).isNotNull();
	}

	@Test
	void beansThatDependOnEachOtherAreAllPrepared() {
		refresh(Egg.class, Hen.class);
		assertThat(prepare(Egg.class)).containsExactly(Egg.class);
	}

	@Test
	void beanThatCanNotBePreparedIsLeftToItsCreation() {
		refresh(Ambiguous.class, Root.class, Leaf.class);
		prepare(Ambiguous.class);
		prepare(Root.class);
		assertThat(this.context.getBean(Root.class)).isNotNull();
	}

	@Test
	void preparationEndsWhenItIsNotWantedAnyMore() {
		refresh(Root.class, Leaf.class);
		assertThat(new BeanPreparation(beanFactory(), () -> true).prepare(Root.class)).containsExactly(Root.class);
	}

	private void refresh(Class<?>... components) {
		this.context.register(components);
		this.context.refresh();
		// A refresh creates factory beans of which nobody knows what they make
		created.clear();
	}

	private List<Class<?>> prepare(Class<?> type) {
		return new BeanPreparation(beanFactory(), () -> false).prepare(type);
	}

	private DefaultListableBeanFactory beanFactory() {
		return (DefaultListableBeanFactory) this.context.getBeanFactory();
	}

	static class Leaf {

		Leaf() {
			created.add("leaf");
		}

	}

	static class Root {

		private final Leaf fromConstructor;

		@Autowired
		private Leaf fromField;

		private Leaf fromMethod;

		private int initialized;

		Root(Leaf leaf) {
			created.add("root");
			this.fromConstructor = leaf;
		}

		@Autowired
		void setLeaf(Leaf leaf) {
			this.fromMethod = leaf;
		}

		@PostConstruct
		void initialize() {
			this.initialized++;
		}

	}

	static class Egg {

		Egg(Hen hen) {
		}

	}

	static class Hen {

		Hen(Egg egg) {
		}

	}

	static class Ambiguous {

		@Autowired
		Ambiguous(Leaf leaf) {
		}

		@Autowired
		Ambiguous(Root root) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Factories {

		Factories() {
			created.add("configuration");
		}

		@Bean
		FactoryBean<Thread> thread() {
			created.add("factory method");
			return new ThreadFactoryBean();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UndeclaredFactories {

		@Bean
		@SuppressWarnings("rawtypes")
		FactoryBean thread() {
			created.add("factory method");
			return new ThreadFactoryBean();
		}

	}

	static class ThreadFactoryBean implements FactoryBean<Thread> {

		ThreadFactoryBean() {
			created.add("factory bean");
		}

		@Override
		public Thread getObject() {
			return new Thread();
		}

		@Override
		public Class<?> getObjectType() {
			created.add("type");
			return Thread.class;
		}

	}

}
