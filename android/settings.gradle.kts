// The real build of the Android app. The Maven build beside it (pom.xml) compiles the same sources for a plain JVM.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositoriesMode = RepositoriesMode.FAIL_ON_PROJECT_REPOS
    repositories {
        google()
        mavenCentral()
    }
}

rootProject.name = "dimos-android"

include(":core", ":ui", ":app")
