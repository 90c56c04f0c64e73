package gr.dimos.android

/** The texts of app/src/play/res. */
object R {
    object string {
        const val fcm_project = 1
        const val fcm_application = 2
        const val fcm_key = 3
    }
}
