import org.jetbrains.kotlin.gradle.dsl.JvmTarget

// The bindings and the store: plain Kotlin, so that no Android import can creep in.
plugins {
    id("org.jetbrains.kotlin.jvm")
    `java-library`
}

// For Java 17, by whichever newer one builds it.
java {
    sourceCompatibility = JavaVersion.VERSION_17
    targetCompatibility = JavaVersion.VERSION_17
}

kotlin {
    compilerOptions {
        jvmTarget = JvmTarget.JVM_17
    }
}

dependencies {
    api(libs.coroutines.core)
    // The app brings JNA as an AAR, with its libraries for phones.
    compileOnly(libs.jna)

    testImplementation(libs.jna)
    testImplementation(libs.junit5)
    testRuntimeOnly(libs.junit5.launcher)
}

val cargoTarget: Provider<String> = providers.environmentVariable("CARGO_TARGET_DIR")
    .orElse(rootDir.resolveSibling("target").path)

tasks.test {
    useJUnitPlatform()
    // `make bench` measures; as a test it would do so too.
    filter { excludeTestsMatching("gr.dimos.store.Bench") }
    // Built before by `cargo build -p dimos-ffi -p dimos-server`, as `make kotlin` does.
    systemProperty("jna.library.path", "${cargoTarget.get()}/debug")
    systemProperty("dimos.server", "${cargoTarget.get()}/debug/dimos-server")
    systemProperty("dimos.photos", rootDir.resolveSibling("tests/data/photos").path)
    systemProperty("dimos.expected", rootDir.resolveSibling("tests/script/expected").path)
    systemProperty("dimos.trouble", rootDir.resolveSibling("tests/tools/phone.c").path)
}

// The app's tests open the same city.
val testClasses by configurations.creating {
    isCanBeConsumed = true
    isCanBeResolved = false
}

val testJar by tasks.registering(Jar::class) {
    archiveClassifier = "tests"
    from(sourceSets.test.map { it.output })
}

artifacts {
    add(testClasses.name, testJar)
}
