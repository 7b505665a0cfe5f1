import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** Answers each request with the page. */
public final class Site {

    public static void main(String[] arguments) throws Exception {
        byte[] page = Files.readString(Path.of("page.txt")).getBytes(StandardCharsets.UTF_8);
        InetSocketAddress address = new InetSocketAddress(System.getenv("HOST"), Integer.parseInt(System.getenv("PORT")));
        HttpServer server = HttpServer.create(address, 100);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", exchange -> {
            boolean found = exchange.getRequestURI().getPath().equals("/");
            exchange.sendResponseHeaders(found ? 200 : 404, found ? page.length : -1);
            if (found) {
                exchange.getResponseBody().write(page);
            }
            exchange.close();
        });
        server.start();
        Files.createFile(Path.of("up"));
    }
}
