import io.sapl.api.pdp.Decision;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;

/** Batches of requests, timed; before the first of a class the JVM has its time to compile what that runs through. */
final class Batches {
    private static final double WARM_SECONDS = 5;
    private static final int WARM_PART = 65_536;

    private final Sapl sapl;
    private final Set<String> warm = new HashSet<>();

    Batches(Sapl sapl) {
        this.sapl = sapl;
    }

    Map<String, Object> run(String requestClass, int count, long seed, double seconds) {
        var decider = sapl.decider(requestClass);
        if (warm.add(requestClass)) {
            var start = System.nanoTime();
            for (long part = 0; System.nanoTime() - start < WARM_SECONDS * 1e9; part++) {
                timed(decider, order(sapl.requests, WARM_PART, part), WARM_SECONDS);
            }
        }
        return timed(decider, order(sapl.requests, count, seed), seconds);
    }

    private static Map<String, Object> timed(IntFunction<Decision> decider, int[] indices, double seconds) {
        int done = 0;
        int allowed = 0;
        var start = System.nanoTime();
        while (done < indices.length && System.nanoTime() - start <= seconds * 1e9) {
            for (int end = Math.min(indices.length, done + 64); done < end; done++) {
                allowed += decider.apply(indices[done]) == Decision.PERMIT ? 1 : 0;
            }
        }
        return Map.of("ns", (System.nanoTime() - start) / (double) done, "count", done, "allowed", allowed);
    }

    /** `take` indices below `count`: all of them before one comes again, shuffled anew each time. */
    private static int[] order(int count, int take, long seed) {
        var random = new Random(seed);
        var round = new int[count];
        Arrays.setAll(round, i -> i);
        var out = new int[take];
        for (int filled = 0; filled < take; filled += count) {
            shuffle(round, random);
            System.arraycopy(round, 0, out, filled, Math.min(count, take - filled));
        }
        return out;
    }

    private static void shuffle(int[] indices, Random random) {
        for (int i = indices.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = indices[i];
            indices[i] = indices[j];
            indices[j] = other;
        }
    }
}
