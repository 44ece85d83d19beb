package org.example.contained;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The manifests of the documentation have fields that Kubernetes knows, and numbers that
 * go together.
 */
class ManifestsIT {

	private static final Path MANIFESTS = Path.of("../../docs/kubernetes");

	private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of("Deployment", Deployment.class,
			"ServiceAccount", ServiceAccount.class, "Role", Role.class, "RoleBinding", RoleBinding.class);

	/**
	 * Of the model's classes each takes fields that it does not know; here none does.
	 */
	private static final YAMLMapper strict = YAMLMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.annotationIntrospector(new JacksonAnnotationIntrospector() {

			@Override
			public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
				return false;
			}

		})
		.build();

	@Test
	void manifestsHaveNoFieldThatKubernetesDoesNotKnow() throws IOException {
		try (var files = Files.list(MANIFESTS)) {
			assertThat(files.toList()).isNotEmpty().allSatisfy((file) -> assertThat(read(file)).isNotEmpty());
		}
	}

	@Test
	void fieldThatKubernetesDoesNotKnowIsFound() {
		assertThatExceptionOfType(JacksonException.class)
			.isThrownBy(() -> strict.readValue("kind: Deployment\nspec: {replica: 1}", Deployment.class))
			.withMessageContaining("replica");
	}

	@Test
	void timeForTheEndIsTheSumOfWhatItMayTakeAndToldToTheDaemon() throws IOException {
		PodSpec pod = pod();
		Duration requests = duration(pod, "SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE");
		Duration workers = duration(pod, "DAEMON_SHUTDOWN_GRACE").multipliedBy(2).plusSeconds(5);
		Duration allowed = Duration.ofSeconds(pod.getTerminationGracePeriodSeconds());
		assertThat(allowed).isGreaterThan(requests.plus(workers));
		assertThat(duration(pod, "DAEMON_SHUTDOWN_ALLOWED")).isEqualTo(allowed);
	}

	@Test
	void probesDoNotAskAboutWorkers() throws IOException {
		Container container = pod().getContainers().get(0);
		assertThat(List.of(container.getStartupProbe(), container.getLivenessProbe()))
			.allSatisfy((probe) -> assertThat(path(probe)).isEqualTo("/actuator/health/liveness"));
		assertThat(path(container.getReadinessProbe())).isEqualTo("/actuator/health/readiness");
		assertThat(environment(pod()).keySet()).noneMatch((name) -> name.contains("HEALTH_GROUP"));
	}

	@Test
	void containerHasNoPrivilegesAndALimitOfMemory() throws IOException {
		Container container = pod().getContainers().get(0);
		assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
		assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
		assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
		assertThat(pod().getSecurityContext().getRunAsNonRoot()).isTrue();
		assertThat(container.getResources().getLimits().get("memory"))
			.isEqualTo(container.getResources().getRequests().get("memory"));
		List<String> volumes = pod().getVolumes().stream().map((volume) -> volume.getName()).toList();
		assertThat(container.getVolumeMounts()).extracting("name").containsExactlyElementsOf(List.copyOf(volumes));
		assertThat(pod().getVolumes()).allSatisfy((volume) -> assertThat(volume.getEmptyDir()).isNotNull());
	}

	@Test
	void permissionsAreThoseForLeasesAndGoToTheAccountOfThePod() throws IOException {
		List<HasMetadata> objects = read(MANIFESTS.resolve("lease-permissions.yaml"));
		assertThat(objects).hasExactlyElementsOfTypes(ServiceAccount.class, Role.class, RoleBinding.class);
		Role role = (Role) objects.get(1);
		PolicyRule rule = role.getRules().get(0);
		assertThat(rule.getApiGroups()).containsExactly("coordination.k8s.io");
		assertThat(rule.getResources()).containsExactly("leases");
		assertThat(rule.getVerbs()).containsExactlyInAnyOrder("get", "list", "watch", "create", "update");
		RoleBinding binding = (RoleBinding) objects.get(2);
		assertThat(binding.getRoleRef().getName()).isEqualTo(role.getMetadata().getName());
		assertThat(binding.getSubjects()).singleElement()
			.satisfies((subject) -> assertThat(subject.getName()).isEqualTo(objects.get(0).getMetadata().getName()));
		assertThat(pod().getServiceAccountName()).isEqualTo(objects.get(0).getMetadata().getName());
	}

	private static PodSpec pod() throws IOException {
		Deployment deployment = (Deployment) read(MANIFESTS.resolve("deployment.yaml")).get(0);
		return deployment.getSpec().getTemplate().getSpec();
	}

	private static Duration duration(PodSpec pod, String variable) {
		return DurationStyle.detectAndParse(environment(pod).get(variable));
	}

	private static Map<String, String> environment(PodSpec pod) {
		return pod.getContainers()
			.get(0)
			.getEnv()
			.stream()
			.collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
	}

	private static String path(Probe probe) {
		return probe.getHttpGet().getPath();
	}

	private static List<HasMetadata> read(Path file) throws IOException {
		List<HasMetadata> objects = new ArrayList<>();
		try (var documents = strict.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
			while (documents.hasNext()) {
				JsonNode document = documents.next();
				Class<? extends HasMetadata> kind = KINDS.get(document.path("kind").asString());
				assertThat(kind).as(document.path("kind").asString()).isNotNull();
				objects.add(strict.treeToValue(document, kind));
			}
		}
		return objects;
	}

}
