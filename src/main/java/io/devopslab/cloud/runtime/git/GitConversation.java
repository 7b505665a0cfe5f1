package io.devopslab.cloud.runtime.git;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.eclipse.jgit.transport.UploadPack;

/** One request of one caller on one repository. */
final class GitConversation {

    private static final int BUFFER = 64 * 1024;

    private final HttpExchange exchange;
    private final GitResponse response;
    private final HostedRepository repository;
    private final GitCaller caller;

    GitConversation(HttpExchange exchange, GitResponse response, HostedRepository repository, GitCaller caller) {
        this.exchange = exchange;
        this.response = response;
        this.repository = repository;
        this.caller = caller;
    }

    void run(GitRequest.Action action) throws GitRefusal, IOException {
        switch (action) {
            case ADVERTISE_UPLOAD -> advertiseUpload();
            case ADVERTISE_RECEIVE -> advertiseReceive();
            case UPLOAD -> upload();
            case RECEIVE -> receive();
            case DUMB -> throw new GitRefusal(403, "Only git's smart HTTP protocol is served.");
        }
    }

    private void advertiseUpload() throws IOException {
        try (OutputStream out = answer("application/x-git-upload-pack-advertisement");
                UploadPack pack = uploadPack()) {
            pack.sendAdvertisedRefs(new Advertiser(new PacketLineOut(out)), "git-upload-pack");
        }
    }

    private void advertiseReceive() throws IOException {
        try (OutputStream out = answer("application/x-git-receive-pack-advertisement")) {
            Advertiser advertiser = new Advertiser(new PacketLineOut(out));
            advertiser.writeOne("# service=git-receive-pack\n");
            advertiser.end();
            receivePack().sendAdvertisedRefs(advertiser);
        }
    }

    private void upload() throws GitRefusal, IOException {
        requireContentType("application/x-git-upload-pack-request");
        OutputStream out = answer("application/x-git-upload-pack-result");
        try (UploadPack pack = uploadPack()) {
            pack.uploadWithExceptionPropagation(body(), out, OutputStream.nullOutputStream());
            out.close();
        } catch (ServiceMayNotContinueException | PackProtocolException e) {
            throw new GitRefusal(400, "The fetch makes no sense: " + e.getMessage());
        }
    }

    private void receive() throws GitRefusal, IOException {
        requireContentType("application/x-git-receive-pack-request");
        OutputStream out = answer("application/x-git-receive-pack-result");
        try {
            receivePack().receiveWithExceptionPropagation(body(), out, OutputStream.nullOutputStream());
        } catch (UnpackException | TooLargePackException e) {
            // The client has been told in git's own words.
            out.flush();
        } catch (PackProtocolException | CorruptObjectException e) {
            throw new GitRefusal(400, "The push makes no sense: " + e.getMessage());
        }
        out.close();
    }

    /** A body type that no web page can send without being asked first. */
    private void requireContentType(String expected) throws GitRefusal {
        if (!expected.equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            throw new GitRefusal(415, "The body must be " + expected + ".");
        }
    }

    private OutputStream answer(String contentType) {
        return new BufferedOutputStream(response.body(contentType), BUFFER);
    }

    private InputStream body() throws GitRefusal, IOException {
        InputStream body = new BufferedInputStream(new RequestBody(exchange.getRequestBody()), BUFFER);
        String encoding = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                .orElse("identity");
        return switch (encoding) {
            case "gzip", "x-gzip" -> unzipped(body);
            case "identity" -> body;
            default -> throw new GitRefusal(415, "The encoding " + encoding + " is not understood.");
        };
    }

    private static InputStream unzipped(InputStream body) throws GitRefusal, IOException {
        try {
            return new GZIPInputStream(body, BUFFER);
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw new GitRefusal(400, "The body is not gzip.");
        }
    }

    private UploadPack uploadPack() {
        UploadPack pack = new UploadPack(repository.git());
        pack.setBiDirectionalPipe(false);
        pack.setExtraParameters(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Git-Protocol"))
                .map(header -> List.of(header.split(":")))
                .orElse(List.of()));
        return pack;
    }

    private ReceivePack receivePack() {
        return new GuardedReceivePack(repository, caller);
    }

    /** Writes advertised references as packet lines. */
    private static final class Advertiser extends RefAdvertiser.PacketLineOutRefAdvertiser {
        Advertiser(PacketLineOut out) {
            super(out);
        }

        @Override
        public void writeOne(CharSequence line) throws IOException {
            super.writeOne(line);
        }

        @Override
        public void end() throws IOException {
            super.end();
        }
    }
}
