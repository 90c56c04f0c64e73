package gr.dimos.ui

import gr.dimos.app.QrView

/** A transfer of €84.60 to a city that there is not, as a code of the European Payments Council's kind. */
internal fun sampleQr(spoken: String): QrView = QrView(
    SIZE.toUInt(),
    rows.split(' ').map { row -> row.toLong(16).toString(2).padStart(SIZE, '0') },
    spoken,
)

private const val SIZE = 45

private const val rows =
    "1fcfc954417f 1051ba34ba41 1747456a225d 174c5a5e2b5d 175cabf84f5d 104eb918a041 1fd55555557f 0008b3160a00 " +
        "154955f2fe12 10a9402f0aa6 1576492af59b 0b340db8be57 0378c0a59455 102885a8a269 11f1f6f9bd55 1b179ab9e298 " +
        "0f41a7d51218 022a879b6a81 1b4802167895 1b2a52a9db9a 07f875fd17f9 13197718091b 1d54495d5958 0f1b9f17af13 " +
        "17f35bf431f6 0f34eae7b2b6 1e6bd7568c43 1618ddda005c 1f6efe6e756a 0f8ed25b92a9 11553c7a9545 0002ca6f4c78 " +
        "004958713ca8 1d2c186adae9 015a75b7d915 0f0b73c51a6a 1352fdf195f9 001219172b12 1fcd2b55db56 104a5b16eb18 " +
        "1754b1f259f7 1746907e819b 1758334bb59b 1041de9a02a6 1fde3e5dfd97"
