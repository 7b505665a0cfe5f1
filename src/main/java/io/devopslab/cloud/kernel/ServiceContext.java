package io.devopslab.cloud.kernel;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the cloud gives to each service of a scope.
 *
 * @param scope the account and region that the service answers for
 * @param store the service's own part of the state
 * @param blobs large contents, shared by all services
 * @param gitCredentials the user names and passwords of git over HTTP
 * @param files a directory of the service's own, for what must be files (repositories, caches); it may not exist yet
 * @param endpoint the URL at which the cloud answers, without a trailing slash
 * @param tools a directory of commands that builds find before this machine's own, as soon as it is there
 * @param builds where the commands of builds run
 * @param hosts when instances start again that ran when the cloud was closed
 */
public record ServiceContext(
        Scope scope,
        Time time,
        Store store,
        EventBus events,
        Ids ids,
        Blobs blobs,
        AccessKeys accessKeys,
        GitCredentials gitCredentials,
        Path files,
        URI endpoint,
        Optional<Path> tools,
        BuildPlace builds,
        HostStart hosts) {}
