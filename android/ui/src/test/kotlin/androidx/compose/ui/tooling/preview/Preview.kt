package androidx.compose.ui.tooling.preview

/** Stands in for Android's own annotation, which the desktop has not, so that the previews are compiled here too. */
@Retention(AnnotationRetention.BINARY)
@Target(AnnotationTarget.FUNCTION, AnnotationTarget.ANNOTATION_CLASS)
@Repeatable
annotation class Preview(
    val name: String = "",
    val widthDp: Int = -1,
    val heightDp: Int = -1,
    val locale: String = "",
    val fontScale: Float = 1f,
    val uiMode: Int = 0,
)
