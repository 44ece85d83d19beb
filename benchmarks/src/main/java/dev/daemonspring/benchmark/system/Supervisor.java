package dev.daemonspring.benchmark.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A supervisor of another make, with which the daemon is compared. All are told to
 * restart at once and never to give up.
 */
enum Supervisor {

	/**
	 * Debian's package 'runit'.
	 */
	RUNIT("runit", "runsv", List.of(Program.SCRIPT, Program.JVM, Program.BOOT)) {

		@Override
		List<String> prepare(Path directory, List<String> command, int port) {
			PeerFiles.writeScript(directory.resolve("run"), command);
			return List.of(executable(), directory.toString());
		}

	},

	/**
	 * Debian's package 's6'.
	 */
	S6("s6", "s6-supervise", List.of(Program.SCRIPT, Program.JVM)) {

		@Override
		List<String> prepare(Path directory, List<String> command, int port) {
			PeerFiles.writeScript(directory.resolve("run"), command);
			return List.of(executable(), directory.toString());
		}

	},

	/**
	 * Debian's package 'supervisor'.
	 */
	SUPERVISORD("supervisord", "supervisord", List.of(Program.SCRIPT, Program.BOOT)) {

		@Override
		List<String> prepare(Path directory, List<String> command, int port) {
			Path configuration = PeerFiles.write(directory.resolve("supervisord.conf"), """
					[supervisord]
					nodaemon=true
					logfile=%1$s/supervisord.log
					pidfile=%1$s/supervisord.pid
					childlogdir=%1$s
					[program:alone]
					command=%2$s
					directory=%1$s
					startsecs=0
					startretries=1000000
					autorestart=true
					""".formatted(directory, String.join(" ", command).replace("%", "%%")));
			return List.of(executable(), "-n", "-c", configuration.toString());
		}

	},

	/**
	 * Debian's package 'erlang-base'.
	 */
	OTP("Erlang/OTP", "escript", List.of(Program.SCRIPT)) {

		@Override
		List<String> prepare(Path directory, List<String> command, int port) {
			Path script = PeerFiles.write(directory.resolve("loop_keeper.escript"), """
					#!/usr/bin/env escript
					-module(loop_keeper).
					-mode(compile).
					-export([main/1, init/1, start_link/1, run/1]).
					main(Command) -> {ok, _} = supervisor:start_link(?MODULE, Command), receive stop -> ok end.
					init(Command) ->
					  {ok, {#{strategy => one_for_one, intensity => 1000000, period => 1},
					        [#{id => loop, start => {?MODULE, start_link, [Command]}, shutdown => brutal_kill}]}}.
					start_link(Command) -> {ok, spawn_link(?MODULE, run, [Command])}.
					run([Program | Arguments]) ->
					  Port = open_port({spawn_executable, Program}, [{args, Arguments}, exit_status]),
					  receive {Port, {exit_status, Status}} -> exit({ended, Status}) end.
					""");
			List<String> start = new ArrayList<>(List.of(executable(), script.toString()));
			start.addAll(command);
			return start;
		}

	},

	/**
	 * Debian's package 'gunicorn', which forks Python workers and keeps nothing else
	 * alive: its own worker tells of itself.
	 */
	GUNICORN("gunicorn", "gunicorn", List.of(Program.PYTHON)) {

		@Override
		List<String> prepare(Path directory, List<String> command, int port) {
			PeerFiles.write(directory.resolve("peer.py"), """
					def app(environ, start_response):
					    start_response('200 OK', [])
					    return [b'']
					""");
			Path configuration = PeerFiles.write(directory.resolve("gunicorn.conf.py"), """
					import socket
					workers = 1
					bind = 'unix:%1$s/socket'
					chdir = '%1$s'
					def post_worker_init(worker):
					    news = ('python %%d 0' %% worker.pid).encode()
					    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(news, ('127.0.0.1', %2$d))
					""".formatted(directory, port));
			return List.of(executable(), "-c", configuration.toString(), "peer:app");
		}

	},

	/**
	 * The npm package 'pm2'.
	 */
	PM2("pm2", "pm2-runtime", List.of(Program.SCRIPT)) {

		@Override
		List<String> prepare(Path directory, List<String> command, int port) {
			Path run = PeerFiles.writeScript(directory.resolve("run.sh"), command);
			Path configuration = PeerFiles.write(directory.resolve("peer.config.json"), """
					{"apps": [{"name": "loop", "script": "%s", "interpreter": "/bin/sh", "cwd": "%s",
					  "max_restarts": 1000000, "min_uptime": 0, "restart_delay": 0}]}
					""".formatted(run, directory));
			return List.of("/usr/bin/env", "PM2_HOME=" + directory, executable(), "start", configuration.toString());
		}

	};

	private final String label;

	private final String executable;

	private final List<Program> programs;

	Supervisor(String label, String executable, List<Program> programs) {
		this.label = label;
		this.executable = executable;
		this.programs = programs;
	}

	/**
	 * Write its configuration.
	 * @param directory a directory of its own
	 * @param command the command that it is to keep alive
	 * @param port the port of the benchmark
	 * @return the command that starts it, in the foreground
	 */
	abstract List<String> prepare(Path directory, List<String> command, int port);

	String label() {
		return this.label;
	}

	/**
	 * Return its executable: the path if it is installed.
	 */
	String executable() {
		Path found = PeerFiles.find(this.executable);
		return (found != null) ? found.toString() : this.executable;
	}

	boolean isInstalled() {
		return PeerFiles.find(this.executable) != null;
	}

	/**
	 * Return what it keeps alive in the comparison.
	 */
	List<Program> programs() {
		return this.programs;
	}

}
