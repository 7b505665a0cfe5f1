package io.devopslab.cloud.runtime.container;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an engine tells of itself.
 *
 * @param system of its containers: {@code linux} or {@code windows}
 * @param isDesktop whether it runs in a virtual machine beside this machine's own network
 * @param isRootless whether the engine's root is the user who runs it
 * @param processors how many a container may use; empty where that cannot be limited
 * @param memory how many bytes a container may use; empty where that cannot be limited
 */
public record Engine(
        String version,
        String system,
        boolean isDesktop,
        boolean isRootless,
        OptionalInt processors,
        OptionalLong memory) {

    /** From {@code docker info --format '{{json .}}'}. */
    static Engine of(JsonNode info) {
        boolean rootless = false;
        for (JsonNode option : info.path("SecurityOptions")) {
            rootless |= option.asText().startsWith("name=rootless");
        }
        return new Engine(
                info.path("ServerVersion").asText(),
                info.path("OSType").asText(),
                info.path("OperatingSystem").asText().startsWith("Docker Desktop"),
                rootless,
                info.path("CpuCfsQuota").asBoolean()
                        ? OptionalInt.of(info.path("NCPU").asInt())
                        : OptionalInt.empty(),
                info.path("MemoryLimit").asBoolean()
                        ? OptionalLong.of(info.path("MemTotal").asLong())
                        : OptionalLong.empty());
    }
}
