package dev.daemonspring.rpc.http;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServletRoutes}.
 */
class ServletRoutesTests {

	private static final HandlerFunction<ServerResponse> handler = (request) -> ServerResponse.ok().build();

	@Test
	void routeThatAnswersWhatTheRpcAnswersIsAConflict() {
		assertThat(conflict(RequestPredicates.POST("/rpc"))).isEqualTo(Conflict.SAME_METHOD);
		assertThat(conflict(RequestPredicates.path("/rpc").and(RequestPredicates.param("page", "1"))))
			.isEqualTo(Conflict.SAME_METHOD);
	}

	@Test
	void routeThatAnswersAnotherMethodIsOutOfReach() {
		assertThat(conflict(RequestPredicates.GET("/rpc"))).isEqualTo(Conflict.OTHER_METHOD);
	}

	@Test
	void routesFollowThePathOfTheirServletAndOfThoseAround() {
		RouterFunction<ServerResponse> routes = RouterFunctions.route()
			.path("/ops", (ops) -> ops.POST("/rpc", handler))
			.build();
		assertThat(ServletRoutes.conflict(routes, "/app", post("/app/ops/rpc"))).isEqualTo(Conflict.SAME_METHOD);
		assertThat(ServletRoutes.conflict(routes, "", post("/ops/rpc"))).isEqualTo(Conflict.SAME_METHOD);
		assertThat(ServletRoutes.conflict(routes, "/app", post("/ops/rpc"))).isEqualTo(Conflict.NONE);
	}

	@Test
	void nestedRouteWithoutAPathHasThatOfThoseAround() {
		RouterFunction<ServerResponse> routes = RouterFunctions.nest(RequestPredicates.path("/rpc"),
				RouterFunctions.route(RequestPredicates.method(HttpMethod.POST), handler));
		assertThat(ServletRoutes.conflict(routes, "", post("/rpc"))).isEqualTo(Conflict.SAME_METHOD);
	}

	@Test
	void whatOnlyCoversThePathIsNoConflict() {
		assertThat(conflict(RequestPredicates.POST("/{page}"))).isEqualTo(Conflict.NONE);
		assertThat(conflict(RequestPredicates.path("/rpc").negate())).isEqualTo(Conflict.NONE);
		assertThat(ServletRoutes.conflict(RouterFunctions.resources((request) -> Optional.empty()), "", post("/rpc")))
			.isEqualTo(Conflict.NONE);
		assertThat(ServletRoutes.conflict((request) -> Optional.empty(), "", post("/rpc"))).isEqualTo(Conflict.NONE);
	}

	private static Conflict conflict(RequestPredicate predicate) {
		return ServletRoutes.conflict(RouterFunctions.route(predicate, handler), "", post("/rpc"));
	}

	private static OwnedPath post(String path) {
		return new OwnedPath(path, HttpMethod.POST);
	}

}
