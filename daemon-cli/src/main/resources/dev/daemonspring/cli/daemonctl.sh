#!/bin/sh
# Starts daemonctl. Its classes are kept in an archive, by which it starts faster.
# DAEMONCTL_JAR names another jar, JAVA_HOME another Java, DAEMONCTL_ARCHIVE=off does without an archive.
jar=${DAEMONCTL_JAR:-@JAR@}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
set -- -jar "$jar" "$@"
if [ "${DAEMONCTL_ARCHIVE:-on}" != off ]; then
	umask 077
	home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
	version=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"$/\1/p' "$home/release" 2>/dev/null | tr -c 'A-Za-z0-9._\n-' _)
	cache=${XDG_CACHE_HOME:-$HOME/.cache}/daemonspring
	archive=$cache/daemonctl-${version:-unknown}.jsa
	if [ -n "$version" ] && mkdir -p "$cache" 2>/dev/null && [ -O "$cache" ]; then
		case $version in
		17* | 18*)
			# Made once; a jar that has changed since makes the JVM do without
			if [ "$archive" -nt "$jar" ]; then
				set -- "-XX:SharedArchiveFile=$archive" "$@"
			else
				set -- "-XX:ArchiveClassesAtExit=$archive" "$@"
			fi
			;;
		*) set -- -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$archive" "$@" ;;
		esac
	fi
fi
exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xlog:disable "$@"
