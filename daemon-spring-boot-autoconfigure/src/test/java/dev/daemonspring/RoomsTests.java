package dev.daemonspring;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;

/**
 * The rooms and the direction of the arrows between them.
 */
@AnalyzeClasses(packages = "dev.daemonspring", importOptions = DoNotIncludeTests.class)
class RoomsTests {

	@ArchTest
	final ArchRule arrowsNeverTurnBack = Architectures.layeredArchitecture()
		.consideringOnlyDependenciesInLayers()
		.layer("worker")
		.definedBy("dev.daemonspring.worker..")
		.layer("region")
		.definedBy("dev.daemonspring.region..")
		.layer("protocol")
		.definedBy("dev.daemonspring.protocol..")
		.layer("child")
		.definedBy("dev.daemonspring.child..")
		.layer("process")
		.definedBy("dev.daemonspring.process..")
		.layer("classdata")
		.definedBy("dev.daemonspring.classdata..")
		.layer("policy")
		.definedBy("dev.daemonspring.policy..")
		.layer("host")
		.definedBy("dev.daemonspring.host..")
		.layer("supervisor")
		.definedBy("dev.daemonspring.supervisor..")
		.optionalLayer("rpc")
		.definedBy("dev.daemonspring.rpc..")
		.layer("health")
		.definedBy("dev.daemonspring.health..")
		.optionalLayer("metrics")
		.definedBy("dev.daemonspring.metrics..")
		.optionalLayer("observe")
		.definedBy("dev.daemonspring.observe..")
		.optionalLayer("actuate")
		.definedBy("dev.daemonspring.actuate..")
		.layer("cluster")
		.definedBy("dev.daemonspring.cluster..")
		.optionalLayer("page")
		.definedBy("dev.daemonspring.page..")
		.layer("autoconfigure")
		.definedBy("dev.daemonspring.autoconfigure..")
		.whereLayer("autoconfigure")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("health")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("metrics")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("observe")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("actuate")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("cluster")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("page")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("rpc")
		.mayOnlyBeAccessedByLayers("page", "autoconfigure")
		.whereLayer("supervisor")
		.mayOnlyBeAccessedByLayers("rpc", "health", "metrics", "observe", "actuate", "cluster", "page", "autoconfigure")
		.whereLayer("host")
		.mayOnlyBeAccessedByLayers("supervisor", "autoconfigure")
		.whereLayer("policy")
		.mayOnlyBeAccessedByLayers("supervisor", "cluster", "autoconfigure")
		.whereLayer("classdata")
		.mayOnlyBeAccessedByLayers("supervisor", "autoconfigure")
		.whereLayer("process")
		.mayOnlyBeAccessedByLayers("classdata", "policy", "host", "supervisor", "cluster", "autoconfigure")
		.whereLayer("child")
		.mayOnlyBeAccessedByLayers("process", "supervisor", "observe", "metrics", "autoconfigure")
		.whereLayer("protocol")
		.mayOnlyBeAccessedByLayers("child", "process", "classdata", "supervisor", "autoconfigure")
		.whereLayer("region")
		.mayOnlyBeAccessedByLayers("protocol", "child", "process", "classdata", "policy", "host", "supervisor", "rpc",
				"metrics", "autoconfigure");

	@ArchTest
	final ArchRule regionKnowsOfWorkersTheStateOnly = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage("dev.daemonspring.region..")
		.should()
		.dependOnClassesThat()
		.haveFullyQualifiedName("dev.daemonspring.worker.Worker")
		.orShould()
		.dependOnClassesThat()
		.haveFullyQualifiedName("dev.daemonspring.worker.WorkerLoop")
		.orShould()
		.dependOnClassesThat()
		.haveFullyQualifiedName("dev.daemonspring.worker.WorkerContext");

	@ArchTest
	final ArchRule reducedContextKnowsOfNoProcess = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage("dev.daemonspring.child.context..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("dev.daemonspring.child", "dev.daemonspring.region");

	@ArchTest
	final ArchRule jsonrpc4jAndJackson2StayInTheirRoom = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackages("dev.daemonspring.rpc..", "dev.daemonspring.autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("com.googlecode.jsonrpc4j..", "com.fasterxml.jackson.databind..");

	@ArchTest
	final ArchRule actuatorAndMicrometerStayInTheirRooms = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackages("dev.daemonspring.health..", "dev.daemonspring.metrics..",
				"dev.daemonspring.observe..", "dev.daemonspring.actuate..", "dev.daemonspring.autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.micrometer..", "org.springframework.boot.actuate..",
				"org.springframework.boot.health..");

	@ArchTest
	final ArchRule shedLockStaysInItsRoom = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackages("dev.daemonspring.cluster.shedlock..", "dev.daemonspring.autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("net.javacrumbs.shedlock..");

	@ArchTest
	final ArchRule kubernetesStaysInItsRoom = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackages("dev.daemonspring.cluster.kubernetes..", "dev.daemonspring.autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.fabric8..");

	@ArchTest
	final ArchRule prometheusStaysInItsRoom = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackages("dev.daemonspring.metrics.prometheus..", "dev.daemonspring.autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.prometheus..", "io.micrometer.prometheusmetrics..");

}
