package com.google.firebase

import android.content.Context

class FirebaseApp {
    companion object {
        fun getApps(context: Context): List<FirebaseApp> = error("$context is no phone")

        fun initializeApp(context: Context, options: FirebaseOptions): FirebaseApp = error("$context has no $options")
    }
}

class FirebaseOptions {
    class Builder {
        fun setProjectId(id: String): Builder = also { check(id.isNotEmpty()) }

        fun setApplicationId(id: String): Builder = also { check(id.isNotEmpty()) }

        fun setApiKey(key: String): Builder = also { check(key.isNotEmpty()) }

        fun build(): FirebaseOptions = FirebaseOptions()
    }
}
