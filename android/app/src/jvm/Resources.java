import com.android.manifmerger.Merger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * What Gradle's Android plugin does with an app's resources, with the same tools: merges the manifests of the app and
 * of its libraries, compiles and links their resources, makes the R classes, and tells Robolectric where all that is.
 */
public final class Resources {
    private static final String PACKAGE = "gr.dimos.android";
    private static final Map<String, String> PLACEHOLDERS =
        Map.of("serverUrl", "http://127.0.0.1:8080", "linkHost", "city.example");

    private final Path module;
    private final Path parts;
    private final Path target;
    private final String aapt2;
    private final String framework;

    private Resources(String[] arguments) {
        module = Path.of(arguments[0]);
        parts = Path.of(arguments[1], "parts");
        target = module.resolve("target");
        aapt2 = Path.of(arguments[1], "aapt2/prebuilt", arguments[2], "aapt2").toString();
        framework = arguments[3];
    }

    public static void main(String[] arguments) throws Exception {
        Resources resources = new Resources(arguments);
        if (resources.isFresh()) return;
        Path manifest = resources.merge();
        resources.link(manifest, resources.compile());
        resources.compileR();
        resources.tellRobolectric(manifest);
    }

    /** Whether nothing changed since the last run. */
    private boolean isFresh() throws IOException {
        Path done = target.resolve("classes/com/android/tools/test_config.properties");
        if (!Files.exists(done)) return false;
        long since = Files.getLastModifiedTime(done).toMillis();
        try (Stream<Path> files = Stream
                .of("src/main/res", "src/debug/res", "src/main/AndroidManifest.xml", "src/jvm", "pom.xml")
                .map(module::resolve).flatMap(Resources::walk)) {
            return files.allMatch(file -> file.toFile().lastModified() < since);
        }
    }

    private Path merge() throws IOException {
        Path merged = target.resolve("AndroidManifest.xml");
        Files.deleteIfExists(merged);
        String libraries = manifests().map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator));
        List<String> arguments = new ArrayList<>(List.of(
            "--main", module.resolve("src/main/AndroidManifest.xml").toString(),
            "--libs", libraries,
            "--property", "PACKAGE=" + PACKAGE,
            "--property", "MIN_SDK_VERSION=" + catalogued("minSdk"),
            "--property", "TARGET_SDK_VERSION=" + catalogued("targetSdk"),
            "--out", merged.toString()));
        PLACEHOLDERS.forEach((name, value) -> arguments.addAll(List.of("--placeholder", name + "=" + value)));
        int status = new Merger().process(arguments.toArray(String[]::new));
        if (status != 0 || !Files.exists(merged)) throw new IOException("the manifests do not merge");
        return merged;
    }

    /** The app's resources as those of the debug build, which come before those of the main one. */
    private List<Path> compile() throws Exception {
        List<Path> compiled = new ArrayList<>();
        for (String variant : List.of("main", "debug")) {
            Path zip = target.resolve("res-" + variant + ".zip");
            run(aapt2, "compile", "--dir", module.resolve("src/" + variant + "/res").toString(), "-o", zip.toString());
            compiled.add(zip);
        }
        return compiled;
    }

    private void link(Path manifest, List<Path> own) throws Exception {
        List<String> command = new ArrayList<>(List.of(
            aapt2, "link", "-I", framework, "--manifest", manifest.toString(), "--auto-add-overlay",
            "--java", target.resolve("generated-sources/r").toString(), "--extra-packages", packages(),
            "--min-sdk-version", catalogued("minSdk"), "--target-sdk-version", catalogued("targetSdk"),
            "--proguard", target.resolve("aapt-rules.pro").toString(),
            "-o", target.resolve("resources.ap_").toString()));
        try (Stream<Path> zips = walk(parts).filter(file -> file.endsWith("res.zip")).sorted()) {
            zips.forEach(zip -> command.addAll(List.of("-R", zip.toString())));
        }
        own.forEach(zip -> command.addAll(List.of("-R", zip.toString())));
        run(command.toArray(String[]::new));
    }

    private void compileR() throws IOException {
        Path classes = Files.createDirectories(target.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-nowarn", "-d", classes.toString()));
        try (Stream<Path> sources = walk(target.resolve("generated-sources/r"))) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (status != 0) throw new IOException("R does not compile");
    }

    private void tellRobolectric(Path manifest) throws IOException {
        Path config = target.resolve("classes/com/android/tools/test_config.properties");
        Files.createDirectories(config.getParent());
        Files.writeString(config, String.join("\n",
            "android_merged_manifest=" + manifest,
            "android_merged_assets=" + Files.createDirectories(target.resolve("assets")),
            "android_resource_apk=" + target.resolve("resources.ap_"),
            "android_custom_package=" + PACKAGE, ""));
    }

    private Stream<Path> manifests() {
        return walk(parts).filter(file -> file.endsWith("AndroidManifest.xml")).sorted();
    }

    private String packages() {
        Pattern named = Pattern.compile("package=\"([^\"]+)\"");
        return manifests().map(file -> {
            try {
                Matcher found = named.matcher(Files.readString(file));
                return found.find() ? found.group(1) : "";
            } catch (IOException trouble) {
                throw new java.io.UncheckedIOException(trouble);
            }
        }).filter(name -> !name.isEmpty()).distinct().collect(Collectors.joining(":"));
    }

    /** A number from Gradle's version catalogue, so that both builds mean the same. */
    private String catalogued(String name) throws IOException {
        Matcher found = Pattern.compile("(?m)^" + name + " = \"(\\d+)\"").matcher(
            Files.readString(module.resolve("../gradle/libs.versions.toml")));
        if (!found.find()) throw new IOException("gradle/libs.versions.toml says no " + name);
        return found.group(1);
    }

    private static Stream<Path> walk(Path from) {
        try {
            return Files.walk(from).filter(Files::isRegularFile);
        } catch (IOException trouble) {
            throw new java.io.UncheckedIOException(trouble);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) throw new IOException(command[0] + " " + command[1] + " ended with status " + status);
    }
}
