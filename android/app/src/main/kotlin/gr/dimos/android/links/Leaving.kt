package gr.dimos.android.links

import android.content.ActivityNotFoundException
import android.content.ClipData
import android.content.ClipboardManager
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.widget.Toast
import androidx.browser.customtabs.CustomTabsIntent
import androidx.core.content.FileProvider
import androidx.core.net.toUri
import gr.dimos.android.Desk
import gr.dimos.android.Passing
import gr.dimos.android.R
import gr.dimos.android.words
import gr.dimos.store.Browser
import gr.dimos.store.Clipboard
import gr.dimos.store.Document
import gr.dimos.store.Documents
import gr.dimos.store.Sharing
import java.io.File

/** Pages open in a Custom Tab over the app, so that closing it leads back; everything else where it belongs. */
class SystemBrowser(private val context: Context, private val desk: Desk) : Browser {
    override fun open(url: String) {
        val uri = url.toUri()
        when (uri.scheme) {
            "https", "http" -> context.leave(desk) { from ->
                CustomTabsIntent.Builder().setShowTitle(true).build().intent.setData(uri).takeIf { from.canOpen(it) }
                    ?: Intent(Intent.ACTION_VIEW, uri)
            }
            "tel" -> context.leave(desk) { Intent(Intent.ACTION_DIAL, uri) }
            "geo", "mailto" -> context.leave(desk) { Intent(Intent.ACTION_VIEW, uri) }
            else -> throw IllegalArgumentException("addresses of this kind are not opened")
        }
    }

    private fun Context.canOpen(intent: Intent) = packageManager.resolveActivity(intent, 0) != null
}

/** The system's share sheet. */
class SystemSharing(private val context: Context, private val desk: Desk) : Sharing {
    override fun share(text: String) = context.leave(desk) {
        Intent.createChooser(Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text), null)
    }
}

/** The system's clipboard. */
class SystemClipboard(private val context: Context) : Clipboard {
    override fun copy(text: String) {
        val clipboard = context.getSystemService(Context.CLIPBOARD_SERVICE) as ClipboardManager
        clipboard.setPrimaryClip(ClipData.newPlainText(context.getString(R.string.app_name), text))
    }
}

/** Lends a document to another app: a copy, for reading, and only that one. */
class SystemDocuments(private val context: Context, private val desk: Desk) : Documents {
    override fun show(document: Document) = context.leave(desk) {
        Intent(Intent.ACTION_VIEW).setDataAndType(lend(document), document.mediaType)
            .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
    }

    override fun share(document: Document) = context.leave(desk) {
        val uri = lend(document)
        val sending = Intent(Intent.ACTION_SEND).setType(document.mediaType)
            .putExtra(Intent.EXTRA_STREAM, uri)
            .putExtra(Intent.EXTRA_TITLE, document.title)
            .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
        sending.clipData = ClipData.newRawUri(document.title, uri)
        Intent.createChooser(sending, document.title)
    }

    private fun lend(document: Document): Uri {
        val folder = Passing(context).folder(Passing.DOCUMENTS)
        val copy = File(document.path).copyTo(File(folder, File(document.path).name), overwrite = true)
        return FileProvider.getUriForFile(context, "${context.packageName}.files", copy)
    }
}

/** Starts another app from the screen if there is one, and says so where no app is there for it. */
private fun Context.leave(desk: Desk, intent: (Context) -> Intent) {
    val from = desk.activity ?: this
    val leaving = intent(from)
    if (from === this) leaving.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK)
    try {
        from.startActivity(leaving)
    } catch (_: ActivityNotFoundException) {
        Toast.makeText(this, words.getText(R.string.no_app), Toast.LENGTH_LONG).show()
    }
}
