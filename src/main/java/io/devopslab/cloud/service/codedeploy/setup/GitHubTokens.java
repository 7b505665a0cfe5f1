package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Errors;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codedeploy.model.DeleteGitHubAccountTokenRequest;
import software.amazon.awssdk.services.codedeploy.model.GitHubAccountTokenDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.GitHubAccountTokenNameRequiredException;
import software.amazon.awssdk.services.codedeploy.model.ListGitHubAccountTokenNamesRequest;
import software.amazon.awssdk.services.codedeploy.model.ListGitHubAccountTokenNamesResponse;

/** Connections to GitHub, which only AWS's console can make: here there are none. */
public final class GitHubTokens {

    private GitHubTokens() {}

    public static ListGitHubAccountTokenNamesResponse list(ListGitHubAccountTokenNamesRequest request) {
        if (request.nextToken() != null) {
            throw CodeDeployErrors.invalidToken();
        }
        return ListGitHubAccountTokenNamesResponse.builder()
                .tokenNameList(List.of())
                .build();
    }

    public static AwsServiceException none(DeleteGitHubAccountTokenRequest request) {
        String name = request.tokenName();
        return name == null || name.isEmpty()
                ? Errors.of(
                        GitHubAccountTokenNameRequiredException.builder(), "The GitHub account token name is required")
                : Errors.of(
                        GitHubAccountTokenDoesNotExistException.builder(),
                        "No GitHub account connection exists with the name: " + name);
    }
}
