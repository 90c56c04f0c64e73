import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Takes AARs apart so that a plain JVM can use them: classes into {@code classes/}, the manifest and the compiled
 * resources of each into {@code parts/}. Only what changed since the last run is done again.
 */
public final class Aars {
    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[0]);
        Path classes = Files.createDirectories(target.resolve("classes"));
        Path parts = Files.createDirectories(target.resolve("parts"));
        Path aapt2 = Path.of(arguments[1]);
        if (!aapt2.toFile().setExecutable(true)) throw new IOException("cannot make " + aapt2 + " executable");
        for (Path aar : list(target.resolve("aar"))) {
            Path part = parts.resolve(aar.getFileName().toString().replaceFirst("\\.[aj]ar$", ""));
            if (Files.exists(part.resolve("done"))) continue;
            Files.createDirectories(part);
            if (aar.toString().endsWith(".jar")) {
                try (InputStream jar = Files.newInputStream(aar)) {
                    unzip(jar, classes);
                }
                Files.createFile(part.resolve("done"));
                continue;
            }
            try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(aar))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    String name = entry.getName();
                    if (entry.isDirectory()) continue;
                    if (name.equals("classes.jar") || name.startsWith("libs/") && name.endsWith(".jar")) {
                        unzip(zip, classes);
                    } else if (name.startsWith("res/") || List.of("AndroidManifest.xml", "proguard.txt").contains(name)) {
                        copy(zip, part, name);
                    }
                }
            }
            if (Files.isDirectory(part.resolve("res"))) {
                String compiled = part.resolve("res.zip").toString();
                run(aapt2.toString(), "compile", "--dir", part.resolve("res").toString(), "-o", compiled);
            }
            Files.createFile(part.resolve("done"));
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void unzip(InputStream jar, Path into) throws IOException {
        ZipInputStream zip = new ZipInputStream(jar);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory()) copy(zip, into, entry.getName());
        }
    }

    private static void copy(InputStream from, Path into, String name) throws IOException {
        Path file = into.resolve(name).normalize();
        if (!file.startsWith(into)) throw new IOException(name + " leads out of the archive");
        Files.createDirectories(file.getParent());
        Files.copy(from, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) throw new IOException(String.join(" ", command) + " ended with status " + status);
    }
}
