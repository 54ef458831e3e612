package dev.hikyaku.bench;

import dev.hikyaku.bench.load.Generator;
import dev.hikyaku.bench.peer.Tools;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.report.Report;
import dev.hikyaku.bench.report.Results;
import dev.hikyaku.bench.scenario.Bench;
import dev.hikyaku.bench.scenario.Plan;
import dev.hikyaku.bench.scenario.Scenario;
import dev.hikyaku.bench.scenario.Scratch;
import dev.hikyaku.bench.server.ElasticMq;
import dev.hikyaku.bench.server.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command line: which scenarios, against which server, for how long. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description =
                "Measures a Hikyaku process over HTTP, beside the ceiling of HTTP and JSON alone.")
final class Main implements Callable<Integer> {
    private static final String HOME = System.getProperty("bench.home", ".");
    private static final String ELASTICMQ = "elasticmq";

    @Parameters(
            paramLabel = "SCENARIO",
            showDefaultValue = Visibility.NEVER,
            completionCandidates = Names.class,
            description = "Of ${COMPLETION-CANDIDATES}; all but the last three by default.")
    private List<String> names = List.of();

    @Option(
            names = "--server",
            description = "The server's command, by default hikyaku in the directory above.")
    private String server = Path.of(HOME).resolveSibling("hikyaku").toString();

    @Option(
            names = "--peer",
            defaultValue = "${env:PEER:-none}",
            description = "Measure another server too: elasticmq. Also as PEER in the environment.")
    private String peer = "";

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "NAME",
            showDefaultValue = Visibility.NEVER,
            description = "Only these in the scenario peers, besides Hikyaku and the ceiling.")
    private List<String> peers = List.of();

    @Option(
            names = "--quick",
            description = "Everything tiny: shows that it works, says nothing about speed.")
    private boolean quick;

    @Option(names = "--rounds")
    private int rounds = 3;

    @Option(names = "--round-seconds")
    private int roundSeconds = 5;

    @Option(names = "--warm-up-seconds")
    private int warmUpSeconds = 5;

    @Option(names = "--connections")
    private int connections = 64;

    @Option(names = "--schedules", description = "How many wait in the scenario schedules.")
    private long schedules = 1_000_000;

    @Option(names = "--waiting", description = "How many messages wait in the scenario depth.")
    private long waiting = 1_000_000;

    @Option(names = "--waiting-bytes", description = "The size of their bodies.")
    private int waitingBytes = 200;

    @Option(
            names = "--out",
            description = "Where results, logs and, for as long as it takes, data go.")
    private Path out = Path.of(HOME, "target");

    @Option(names = "--limit-minutes", description = "Give up after this long.")
    private int limitMinutes = 20;

    private final Report report = new Report();
    private final String command;

    private Main(String... arguments) {
        command = ("bench/run " + String.join(" ", arguments)).strip();
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main(arguments)).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Map<String, Scenario> chosen = chosen();
        CompletableFuture.delayedExecutor(limitMinutes, TimeUnit.MINUTES).execute(this::exit);
        try (Generator generator = new Generator();
                Scratch scratch = new Scratch(out.resolve("bench-data"))) {
            Bench bench = new Bench(plan(), servers(), generator, report, scratch, tools(), peers);
            chosen.forEach((name, scenario) -> run(name, scenario, bench));
        }
        Results results = report.results(command, LocalDate.now(ZoneOffset.UTC).toString());
        Report.write(results, out);
        System.out.print(Report.text(results));
        return report.failed() ? 1 : 0;
    }

    /** One scenario that fails does not take the others' figures with it. */
    private void run(String name, Scenario scenario, Bench bench) {
        try {
            report.progress("-- " + name);
            scenario.run(bench, new Facts(report, name));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            report.fail(name + ": interrupted");
        } catch (RuntimeException e) {
            report.fail(name + ": " + e.getMessage());
        }
    }

    private Map<String, Scenario> chosen() {
        Map<String, Scenario> chosen = Scenario.all();
        if (!chosen.keySet().containsAll(names)) {
            throw new ParameterException(new CommandLine(this), "no such scenario among " + names);
        }
        if (names.isEmpty()) {
            chosen.keySet().removeAll(Scenario.ON_DEMAND);
        } else {
            chosen.keySet().retainAll(Set.copyOf(names));
        }
        return chosen;
    }

    private Plan plan() {
        return quick
                ? Plan.quick()
                : Plan.full(
                        Duration.ofSeconds(warmUpSeconds),
                        Duration.ofSeconds(roundSeconds),
                        rounds,
                        connections,
                        waiting,
                        waitingBytes,
                        schedules);
    }

    private Servers servers() {
        return new Servers(
                List.of(server.split(" +", -1)),
                Path.of(HOME, "spring", "target", "forwarder.jar"),
                out.resolve("logs"),
                peer());
    }

    private Tools tools() {
        return new Tools(Path.of(HOME, "install-packages"), out.resolve("logs").toAbsolutePath());
    }

    private @Nullable ElasticMq peer() {
        if (peer.isEmpty() || peer.equals("none")) {
            return null;
        }
        if (!peer.equals(ELASTICMQ)) {
            throw new ParameterException(new CommandLine(this), "no such peer: " + peer);
        }
        ElasticMq resolved = ElasticMq.resolve(out.resolve("peer-elasticmq")).orElse(null);
        if (resolved == null) {
            report.progress("ElasticMQ could not be fetched: going on without it.");
        }
        return resolved;
    }

    /** Exiting runs the hook that ends every server. */
    private void exit() {
        report.progress("giving up after " + limitMinutes + " minutes");
        System.exit(3);
    }

    private static final class Names extends ArrayList<String> {
        Names() {
            super(Scenario.all().keySet());
        }
    }
}
