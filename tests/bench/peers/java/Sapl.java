import io.sapl.api.model.ObjectValue;
import io.sapl.api.model.TextValue;
import io.sapl.api.model.Value;
import io.sapl.api.model.jackson.SaplJacksonModule;
import io.sapl.api.pdp.AuthorizationSubscription;
import io.sapl.api.pdp.Decision;
import io.sapl.api.pdp.configuration.CombiningAlgorithm;
import io.sapl.api.pdp.configuration.PDPConfiguration;
import io.sapl.api.pdp.configuration.PdpData;
import io.sapl.functions.libraries.GraphFunctionLibrary;
import io.sapl.pdp.BlockingPolicyDecisionPoint;
import io.sapl.pdp.PolicyDecisionPointBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** SAPL's embedded decision point over one corpus; what it knows of entities stands in its variables. */
final class Sapl {
    static final List<String> CLASSES = List.of("typed", "strings", "json");

    private static final JsonMapper MAPPER = JsonMapper.builder().addModule(new SaplJacksonModule()).build();
    private static final ObjectReader READER = MAPPER.readerFor(AuthorizationSubscription.class);

    private record Names(String subject, String action, String resource, Value environment) {
        static Names of(AuthorizationSubscription asked) {
            return new Names(text(asked.subject()), text(asked.action()), text(asked.resource()), asked.environment());
        }

        AuthorizationSubscription subscription() {
            return new AuthorizationSubscription(Value.of(subject), Value.of(action), Value.of(resource), environment, Value.EMPTY_OBJECT);
        }
    }

    final Map<String, Object> facts = new LinkedHashMap<>(Map.of("returns", "decision, obligations, advice", "classes", CLASSES));
    final int requests;

    private final BlockingPolicyDecisionPoint point;
    private final Map<String, IntFunction<AuthorizationSubscription>> askers;

    Sapl(Path folder) throws IOException {
        var start = System.nanoTime();
        var variables = (ObjectValue) MAPPER.readValue(Files.readAllBytes(folder.resolve("variables.json")), Value.class);
        facts.put("directory_ms", milliseconds(start));
        start = System.nanoTime();
        var options = (ObjectValue) MAPPER.readValue(Files.readAllBytes(folder.resolve("options.json")), Value.class);
        point = prepare(MAPPER.readValue(Files.readAllBytes(folder.resolve("policies.json")), String[].class), variables, options);
        facts.put("parse_ms", milliseconds(start));
        var lines = Files.readAllLines(folder.resolve("subscriptions.jsonl"));
        requests = lines.size();
        var texts = lines.stream().map(line -> line.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        var prepared = lines.stream().map(line -> (AuthorizationSubscription) READER.readValue(line)).toArray(AuthorizationSubscription[]::new);
        var names = List.of(prepared).stream().map(Names::of).toArray(Names[]::new);
        askers = Map.of("typed", i -> prepared[i], "strings", i -> names[i].subscription(), "json", i -> READER.readValue(texts[i]));
    }

    /** All decisions have one identifier, as nothing here tells them apart. */
    private static BlockingPolicyDecisionPoint prepare(String[] policies, ObjectValue variables, ObjectValue options) {
        var data = new PdpData(variables, Value.EMPTY_OBJECT);
        var configuration = new PDPConfiguration("default", "bench", CombiningAlgorithm.DEFAULT, options, List.of(policies), data);
        return PolicyDecisionPointBuilder.withoutDefaults().withFunctionLibrary(new GraphFunctionLibrary())
                .withIdFactory(() -> "bench").withConfiguration(configuration).build().pdp();
    }

    /** What asks in a class: the index of a request to SAPL's decision on it. */
    IntFunction<Decision> decider(String requestClass) {
        var asker = askers.get(requestClass);
        if (asker == null) {
            throw new IllegalArgumentException("no class " + requestClass);
        }
        return i -> point.decideOnce(asker.apply(i)).decision();
    }

    private static String text(Value value) {
        return ((TextValue) value).value();
    }

    private static double milliseconds(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
