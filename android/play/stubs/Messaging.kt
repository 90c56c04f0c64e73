package com.google.firebase.messaging

import android.app.Service
import android.content.Intent
import android.os.IBinder

class RemoteMessage

abstract class FirebaseMessagingService : Service() {
    open fun onNewToken(token: String) = Unit

    open fun onMessageReceived(message: RemoteMessage) = Unit

    override fun onBind(intent: Intent): IBinder? = null
}

class FirebaseMessaging {
    val token = Task<String>()

    companion object {
        fun getInstance() = FirebaseMessaging()
    }
}

class Task<T> {
    fun addOnSuccessListener(listener: (T) -> Unit): Task<T> = also { listener.hashCode() }
}
