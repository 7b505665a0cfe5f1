package io.devopslab.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.function.Function;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.GetRepositoryResponse;
import software.amazon.awssdk.services.codecommit.model.RepositoryMetadata;

/** CodeCommit whose repositories are cloned from their directories: no server is needed. */
final class FileRepositories {

    private FileRepositories() {}

    static CodeCommitClient of(CodeCommitClient client, Function<String, Path> directories) {
        return (CodeCommitClient) Proxy.newProxyInstance(
                FileRepositories.class.getClassLoader(),
                new Class<?>[] {CodeCommitClient.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(client, arguments);
                        return answer instanceof GetRepositoryResponse response ? local(response, directories) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static GetRepositoryResponse local(GetRepositoryResponse response, Function<String, Path> directories) {
        RepositoryMetadata repository = response.repositoryMetadata();
        String url = directories.apply(repository.repositoryId()).toUri().toString();
        return response.toBuilder()
                .repositoryMetadata(repository.toBuilder().cloneUrlHttp(url).build())
                .build();
    }
}
