package io.devopslab.cloud.runtime.git;

/**
 * What a git client shows to be let in.
 *
 * @param user the user name of HTTP Basic authentication
 * @param password the password of HTTP Basic authentication
 * @param host the host that the client called, without the port
 * @param path the path of the repository's URL as the client sent it, for example {@code /git/eu-west-1/v1/repos/app}
 * @param region the region of that path
 */
public record GitLogin(String user, String password, String host, String path, String region) {

    @Override
    public String toString() {
        return "GitLogin[" + user + ", " + path + "]";
    }
}
