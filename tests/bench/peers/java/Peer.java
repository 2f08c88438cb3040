import io.sapl.api.pdp.Decision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import tools.jackson.databind.json.JsonMapper;

/** SAPL as a peer of polc: `PROGRAM sapl CORPUS`, as ../README.md says. */
public final class Peer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Sapl sapl;
    private final Batches batches;

    private Peer(Sapl sapl) {
        this.sapl = sapl;
        this.batches = new Batches(sapl);
    }

    private Map<String, Object> decideAll(Path file, double seconds) throws IOException {
        var deciders = Sapl.CLASSES.stream().map(sapl::decider).toList();
        var start = System.nanoTime();
        int decided = 0;
        try (var out = Files.newBufferedWriter(file)) {
            for (; decided < sapl.requests && System.nanoTime() - start < seconds * 1e9; decided++) {
                out.write(outcome(deciders, decided) + "\n");
            }
        }
        return Map.of("decided", decided);
    }

    /** Every way of asking gives the same. */
    private static String outcome(List<IntFunction<Decision>> deciders, int request) {
        var decisions = deciders.stream().map(decider -> decider.apply(request)).distinct().toList();
        if (decisions.size() > 1) {
            throw new IllegalStateException("classes differ: " + decisions);
        }
        return switch (decisions.getFirst()) {
            case PERMIT -> "allow";
            case DENY -> "deny";
            default -> "error";
        };
    }

    private Map<String, Object> run(String[] words) throws IOException {
        if (words.length == 3 && words[0].equals("decide")) {
            return decideAll(Path.of(words[1]), Double.parseDouble(words[2]));
        }
        if (words.length == 5 && words[0].equals("batch")) {
            return batches.run(words[1], Integer.parseInt(words[2]), Long.parseLong(words[3]), Double.parseDouble(words[4]));
        }
        throw new IllegalArgumentException("no command " + String.join(" ", words));
    }

    private static long residentBytes() throws IOException {
        System.gc(); // what preparing left behind does not count
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            var line = lines.filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.split("\\s+")[1]) * 1024;
        }
    }

    private static void say(Map<String, Object> line) {
        System.out.println(JSON.writeValueAsString(line));
    }

    private static void sayError(Exception error) {
        say(Map.of("error", String.valueOf(error)));
    }

    private void serve() throws IOException {
        sapl.facts.put("ready_ms", ManagementFactory.getRuntimeMXBean().getUptime());
        sapl.facts.put("resident_bytes", residentBytes());
        say(sapl.facts);
        var commands = new BufferedReader(new InputStreamReader(System.in));
        for (var line = commands.readLine(); line != null; line = commands.readLine()) {
            try {
                say(run(line.split(" ")));
            } catch (RuntimeException | IOException error) {
                sayError(error);
            }
        }
    }

    public static void main(String[] arguments) {
        if (arguments.length != 2 || !arguments[0].equals("sapl")) {
            System.err.println("usage: PROGRAM sapl CORPUS");
            System.exit(2);
        }
        try {
            new Peer(new Sapl(Path.of(arguments[1], "sapl"))).serve();
        } catch (RuntimeException | IOException error) {
            sayError(error);
        }
    }
}
