buildscript {
    dependencies {
        // The Android plugin compiles Kotlin with the version that it brings; this one is the same as Maven's.
        classpath(libs.kotlin.gradle)
    }
}

plugins {
    alias(libs.plugins.android.application) apply false
    alias(libs.plugins.android.library) apply false
    alias(libs.plugins.kotlin.compose) apply false
}
