package dev.hikyaku.bench.peer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.hikyaku.bench.load.Address;
import dev.hikyaku.bench.load.Client;
import dev.hikyaku.bench.server.Ports;
import dev.hikyaku.bench.server.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table of PostgreSQL as a queue: a message is locked from its receive to its delete. */
record PostgreSql(Path programs, Tools tools, Traits traits) implements Peer.Library {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";
    private static final int INIT_SECONDS = 120;
    private static final int EMPTY_PAUSE_MILLIS = 5;
    private static final String TABLE =
            "CREATE TABLE messages (id bigserial PRIMARY KEY, body text NOT NULL)";
    private static final String SEND = "INSERT INTO messages (body) SELECT unnest(?::text[])";
    private static final String RECEIVE =
            "SELECT id, body FROM messages ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED";
    private static final String DELETE = "DELETE FROM messages WHERE id = ?";

    static PostgreSql find(Tools tools) throws MissingException {
        Optional<Path> found = installed();
        if (found.isEmpty() && tools.install("postgresql")) {
            found = installed();
        }
        Path programs = found.orElseThrow(() -> tools.missing("postgres", "postgresql"));
        String version = tools.version(programs.resolve("postgres").toString(), "--version");
        String settings = "table, SKIP LOCKED, receive and delete in one transaction";
        return new PostgreSql(programs, tools, new Traits("postgresql", version, settings, true));
    }

    /** Debian does not have them in the path. */
    private static Optional<Path> installed() {
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
                    .max(Path::compareTo);
        } catch (IOException e) {
            return Tools.find("initdb").map(Path::getParent);
        }
    }

    @Override
    public Server start(Path data, Path logs) throws IOException {
        int port = Ports.free();
        if (Tools.root()) {
            var owner = data.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(data, owner.lookupPrincipalByName(USER));
        }
        String init = "--auth=trust --encoding=UTF8 --locale=C --no-sync --username=" + USER;
        if (!tools.succeeds(command("initdb", data, init), INIT_SECONDS)) {
            throw new IOException("initdb fails; see " + logs.resolve("tools.log"));
        }
        String options =
                "-h 127.0.0.1 -c synchronous_commit=on -c unix_socket_directories= -p " + port;
        return Server.startOn(
                port,
                "postgresql",
                command("postgres", data, options),
                Map.of(),
                logs.resolve("postgresql.log"));
    }

    /** It refuses to run as root. */
    private List<String> command(String program, Path data, String options) {
        List<String> command = new ArrayList<>();
        if (Tools.root()) {
            command.addAll(
                    List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        }
        command.addAll(List.of(programs.resolve(program).toString(), "-D", data.toString()));
        command.addAll(List.of(options.split(" ", -1)));
        return command;
    }

    @Override
    public Clients connect(Address address, int clients) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://" + address.authority() + "/postgres");
        config.setUsername(USER);
        config.setMaximumPoolSize(clients);
        config.setInitializationFailTimeout(30_000);
        HikariDataSource pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        return new Clients(Stream.generate(() -> new User(pool)).limit(clients).toList(), pool);
    }

    private static final class User implements Client {
        private final HikariDataSource pool;
        private @Nullable Connection receiving;
        private long received;

        User(HikariDataSource pool) {
            this.pool = pool;
        }

        @Override
        public void send(List<String> bodies) throws SQLException {
            try (Connection connection = pool.getConnection();
                    PreparedStatement send = connection.prepareStatement(SEND)) {
                send.setArray(1, connection.createArrayOf("text", bodies.toArray()));
                send.executeUpdate();
            }
        }

        @Override
        public boolean receive() throws Exception {
            Connection connection = pool.getConnection();
            connection.setAutoCommit(false);
            if (receive(connection)) {
                receiving = connection;
                return true;
            }
            connection.close();
            Thread.sleep(EMPTY_PAUSE_MILLIS);
            return false;
        }

        @Override
        public void delete() throws SQLException {
            try (Connection connection = receiving) {
                if (connection != null) {
                    delete(connection);
                }
            }
        }

        private boolean receive(Connection connection) throws SQLException {
            try (PreparedStatement receive = connection.prepareStatement(RECEIVE);
                    ResultSet rows = receive.executeQuery()) {
                boolean found = rows.next();
                received = found ? rows.getLong(1) : 0;
                return found;
            }
        }

        private void delete(Connection connection) throws SQLException {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setLong(1, received);
                delete.executeUpdate();
            }
            connection.commit();
        }
    }
}
