import com.android.build.api.variant.HostTestBuilder

// The screens, in Compose for Android: the same files that Maven compiles against Compose for desktop.
plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.kotlin.compose)
}

android {
    namespace = "gr.dimos.ui"
    compileSdk = libs.versions.compileSdk.get().toInt()

    defaultConfig {
        minSdk = libs.versions.minSdk.get().toInt()
    }

    // Kotlin follows.
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }

    buildFeatures {
        compose = true
    }

    // Samples for previews, which the tests draw too.
    sourceSets.named("debug") {
        kotlin.directories.add("src/preview/kotlin")
    }

    lint {
        abortOnError = true
        lintConfig = file("../app/lint.xml")
    }
}

composeCompiler {
    stabilityConfigurationFiles.add(layout.projectDirectory.file("compose-stability.conf"))
}

androidComponents {
    // Its tests draw with Compose for desktop and are run by Maven.
    beforeVariants { it.hostTests[HostTestBuilder.UNIT_TEST_TYPE]?.enable = false }
}

dependencies {
    api(project(":core"))
    api(libs.compose.foundation)
    api(libs.compose.ui)
    api(libs.material3)
    compileOnly(libs.jna)
    debugImplementation(libs.compose.ui.tooling)
    debugImplementation(libs.compose.ui.tooling.preview)
}
