package gr.dimos.android.push

import android.content.Context

/** The build without anything of Google's. */
internal fun flavourPush(context: Context): Push = UnifiedPush(context)
