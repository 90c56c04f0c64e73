import java.net.URI
import javax.inject.Inject
import org.gradle.process.ExecOperations

// The app as it goes onto a phone.
plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.compose)
}

val server: Provider<String> = providers.gradleProperty("dimos.server")
val isRustBuilt: Boolean = providers.gradleProperty("dimos.native").getOrElse("build") != "skip"
val processors = listOf("arm64-v8a", "armeabi-v7a", "x86_64")

android {
    namespace = "gr.dimos.android"
    compileSdk = libs.versions.compileSdk.get().toInt()
    ndkVersion = libs.versions.ndk.get()

    defaultConfig {
        applicationId = "gr.dimos.android"
        minSdk = libs.versions.minSdk.get().toInt()
        targetSdk = libs.versions.targetSdk.get().toInt()
        versionCode = providers.gradleProperty("dimos.versionCode").getOrElse("1").toInt()
        versionName = "0.1.0"
        ndk { abiFilters += processors }
    }

    androidResources {
        // Every language that the app has; of libraries, no other.
        localeFilters += listOf("el", "en")
    }

    flavorDimensions += "services"
    productFlavors {
        // Nothing of Google's: UnifiedPush, or no push.
        create("free") { dimension = "services" }
        // FCM beside it.
        create("play") { dimension = "services" }
    }

    signingConfigs {
        create("release") {
            storeFile = System.getenv("DIMOS_KEYSTORE")?.let(::file)
            storePassword = System.getenv("DIMOS_KEYSTORE_PASSWORD")
            keyAlias = System.getenv("DIMOS_KEY_ALIAS")
            keyPassword = System.getenv("DIMOS_KEY_PASSWORD")
        }
    }

    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "proguard-rules.pro")
            // Without a key the release stays unsigned.
            signingConfig = signingConfigs.getByName("release").takeIf { it.storeFile != null }
        }
    }

    // Kotlin follows.
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }

    buildFeatures {
        compose = true
    }

    packaging {
        resources.excludes += "META-INF/{AL2.0,LGPL2.1}"
    }

    testOptions {
        unitTests.isIncludeAndroidResources = true
        unitTests.all {
            val target = System.getenv("CARGO_TARGET_DIR") ?: rootDir.resolveSibling("target").path
            it.systemProperty("jna.library.path", "$target/debug")
            it.systemProperty("dimos.server", "$target/debug/dimos-server")
            it.systemProperty("dimos.photos", rootDir.resolveSibling("tests/data/photos").path)
            it.systemProperty("org.robolectric.packagesToNotAcquire", "com.sun.jna,com.sun.net")
            it.jvmArgs(listOf("lang", "util", "io").map { part -> "--add-opens=java.base/java.$part=ALL-UNNAMED" })
            it.maxHeapSize = "2g"
        }
    }

    lint {
        abortOnError = true
        warningsAsErrors = true
        checkDependencies = true
        lintConfig = file("lint.xml")
    }
}

/** Builds the Rust library for each kind of processor, by cargo-ndk (https://github.com/bbqsrc/cargo-ndk). */
abstract class CargoNdk @Inject constructor(private val execution: ExecOperations) : DefaultTask() {
    @get:Input
    abstract val abis: ListProperty<String>

    @get:Input
    abstract val platform: Property<String>

    @get:Input
    abstract val profile: Property<String>

    @get:Internal
    abstract val workspace: DirectoryProperty

    @get:OutputDirectory
    abstract val libraries: DirectoryProperty

    init {
        // Cargo knows better what is up to date.
        outputs.upToDateWhen { false }
    }

    @TaskAction
    fun build() {
        val targets = abis.get().flatMap { listOf("--target", it) }
        execution.exec {
            workingDir(workspace)
            commandLine(
                listOf("cargo", "ndk") + targets +
                    listOf("--platform", platform.get(), "--output-dir", libraries.get().asFile.path) +
                    listOf("build", "--locked", "--package", "dimos-ffi", "--profile", profile.get()),
            )
        }
    }
}

/** The city's address. Only a developer's build may do without one, or without TLS. */
fun address(buildType: String?): Provider<String> =
    if (buildType == "release") {
        server.orElse("").map { url ->
            if (!url.startsWith("https://")) {
                throw GradleException("A release needs its city's address: -Pdimos.server=https://dimos.example.gr")
            }
            url
        }
    } else {
        server.orElse("http://10.0.2.2:8080")
    }

androidComponents.onVariants { variant ->
    val url = address(variant.buildType)
    variant.manifestPlaceholders.put("serverUrl", url)
    variant.manifestPlaceholders.put("linkHost", url.map { URI(it).host })
}

if (isRustBuilt) {
    androidComponents.onVariants { variant ->
        val name = variant.name.replaceFirstChar(Char::uppercase)
        val cargo = tasks.register<CargoNdk>("cargoNdk$name") {
            group = "build"
            description = "Builds the Rust library for ${variant.name}"
            abis = processors
            platform = libs.versions.minSdk
            profile = if (variant.buildType == "release") "phone" else "dev"
            workspace = rootDir.parentFile
        }
        variant.sources.jniLibs?.addGeneratedSourceDirectory(cargo, CargoNdk::libraries)
    }
}

dependencies {
    implementation(project(":core"))
    implementation(project(":ui"))
    implementation(libs.activity.compose)
    implementation(libs.browser)
    implementation(libs.core.ktx)
    implementation(libs.coroutines.android)
    implementation(libs.jna) { artifact { type = "aar" } }
    implementation(libs.lifecycle.runtime)
    implementation(libs.profileinstaller)
    implementation(libs.work.runtime)
    "playImplementation"(libs.firebase.messaging)

    testImplementation(project(path = ":core", configuration = "testClasses"))
    testImplementation(libs.androidx.test.core)
    // With its libraries for the machine that runs the tests.
    testImplementation(libs.jna)
    testImplementation(libs.junit4)
    testImplementation(libs.robolectric)
}
