package dev.daemonspring.rpc.http;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReactiveRoutes}.
 */
class ReactiveRoutesTests {

	private static final HandlerFunction<ServerResponse> handler = (request) -> ServerResponse.ok().build();

	@Test
	void routeThatAnswersWhatTheRpcAnswersIsAConflict() {
		assertThat(conflict(RequestPredicates.POST("/rpc"))).isEqualTo(Conflict.SAME_METHOD);
		assertThat(conflict(RequestPredicates.path("/rpc"))).isEqualTo(Conflict.SAME_METHOD);
		assertThat(conflict(RequestPredicates.POST("/rpc")
			.and(RequestPredicates.accept(MediaType.TEXT_HTML))
			.and(RequestPredicates.queryParam("page", "1")))).isEqualTo(Conflict.SAME_METHOD);
		assertThat(conflict(RequestPredicates.GET("/other").or(RequestPredicates.POST("/rpc"))))
			.isEqualTo(Conflict.SAME_METHOD);
	}

	@Test
	void routeThatAnswersAnotherMethodIsOutOfReach() {
		assertThat(conflict(RequestPredicates.GET("/rpc"))).isEqualTo(Conflict.OTHER_METHOD);
		assertThat(conflict(RequestPredicates.path("/rpc").and(RequestPredicates.methods(HttpMethod.PUT))))
			.isEqualTo(Conflict.OTHER_METHOD);
	}

	@Test
	void worstOfSeveralRoutesCounts() {
		RouterFunction<ServerResponse> routes = RouterFunctions.route(RequestPredicates.POST("/rpc"), handler)
			.andRoute(RequestPredicates.GET("/rpc"), handler)
			.andRoute(RequestPredicates.GET("/other"), handler);
		assertThat(ReactiveRoutes.conflict(routes, "", post("/rpc"))).isEqualTo(Conflict.SAME_METHOD);
	}

	@Test
	void nestedRoutesHaveThePathOfThoseAround() {
		RouterFunction<ServerResponse> routes = RouterFunctions.route()
			.path("/ops", (ops) -> ops.path("/v1", (version) -> version.POST("/rpc", handler)).GET("/rpc", handler))
			.build();
		assertThat(ReactiveRoutes.conflict(routes, "", post("/ops/v1/rpc"))).isEqualTo(Conflict.SAME_METHOD);
		assertThat(ReactiveRoutes.conflict(routes, "", post("/ops/rpc"))).isEqualTo(Conflict.OTHER_METHOD);
		assertThat(ReactiveRoutes.conflict(routes, "", post("/rpc"))).isEqualTo(Conflict.NONE);
	}

	@Test
	void nestedRouteWithoutAPathHasThatOfThoseAround() {
		RouterFunction<ServerResponse> routes = RouterFunctions.nest(RequestPredicates.path("/rpc"),
				RouterFunctions.route(RequestPredicates.method(HttpMethod.POST), handler));
		assertThat(ReactiveRoutes.conflict(routes, "", post("/rpc"))).isEqualTo(Conflict.SAME_METHOD);
	}

	@Test
	void whatOnlyCoversThePathIsNoConflict() {
		assertThat(conflict(RequestPredicates.POST("/{page}"))).isEqualTo(Conflict.NONE);
		assertThat(conflict(RequestPredicates.POST("/**"))).isEqualTo(Conflict.NONE);
		assertThat(conflict(RequestPredicates.all())).isEqualTo(Conflict.NONE);
		assertThat(conflict(RequestPredicates.path("/rpc").negate())).isEqualTo(Conflict.NONE);
		assertThat(conflict(RequestPredicates.contentType(MediaType.APPLICATION_JSON))).isEqualTo(Conflict.NONE);
		assertThat(ReactiveRoutes.conflict(
				RouterFunctions.resources((request) -> Mono.just(new ByteArrayResource(new byte[0]))), "",
				post("/rpc")))
			.isEqualTo(Conflict.NONE);
		assertThat(ReactiveRoutes.conflict((request) -> Mono.empty(), "", post("/rpc"))).isEqualTo(Conflict.NONE);
	}

	private static Conflict conflict(RequestPredicate predicate) {
		return ReactiveRoutes.conflict(RouterFunctions.route(predicate, handler), "", post("/rpc"));
	}

	private static OwnedPath post(String path) {
		return new OwnedPath(path, HttpMethod.POST);
	}

}
