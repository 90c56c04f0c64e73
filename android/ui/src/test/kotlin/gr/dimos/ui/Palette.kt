package gr.dimos.ui

import java.awt.image.BufferedImage
import java.awt.image.IndexColorModel

/** Makes pictures small: at most 256 colours, the most used ones of the picture. */
internal object Palette {
    private const val MOST = 256

    /** The same picture in its own most used colours. */
    fun reduce(image: BufferedImage): BufferedImage {
        val pixels = image.pixels()
        val counts = HashMap<Int, Int>()
        forEachRun(pixels) { colour, from, to -> counts.merge(colour, to - from, Int::plus) }
        val table = choose(counts).toIntArray()
        val nearest = HashMap<Int, Byte>()
        val indices = ByteArray(pixels.size)
        forEachRun(pixels) { colour, from, to ->
            indices.fill(nearest.getOrPut(colour) { nearest(table, colour).toByte() }, from, to)
        }
        val model = IndexColorModel(8, table.size, table, 0, false, -1, 0)
        val reduced = BufferedImage(image.width, image.height, BufferedImage.TYPE_BYTE_INDEXED, model)
        reduced.raster.setDataElements(0, 0, image.width, image.height, indices)
        return reduced
    }

    /** Neighbours are mostly of the same colour. */
    private inline fun forEachRun(pixels: IntArray, act: (colour: Int, from: Int, to: Int) -> Unit) {
        var from = 0
        while (from < pixels.size) {
            val colour = pixels[from] and 0xFFFFFF
            var to = from + 1
            while (to < pixels.size && pixels[to] and 0xFFFFFF == colour) to++
            act(colour, from, to)
            from = to
        }
    }

    /** The most used colour of each coarse box of colours, then the most used ones of all. */
    private fun choose(counts: Map<Int, Int>): List<Int> {
        val used = counts.entries.sortedWith(compareByDescending<Map.Entry<Int, Int>> { it.value }.thenBy { it.key })
        if (used.size <= MOST) return used.map { it.key }
        val boxes = used.groupBy { it.key and 0xE0E0E0 }.values
            .sortedByDescending { box -> box.sumOf { it.value } }
            .take(MOST / 2)
            .map { it.first().key }
        return (boxes + used.map { it.key }).distinct().take(MOST)
    }

    private fun nearest(table: IntArray, colour: Int): Int {
        var (best, least) = 0 to Int.MAX_VALUE
        for (index in table.indices) {
            val distance = distance(table[index], colour)
            if (distance < least) {
                best = index
                least = distance
            }
        }
        return best
    }

    private fun distance(one: Int, other: Int): Int {
        val red = (one shr 16 and 0xFF) - (other shr 16 and 0xFF)
        val green = (one shr 8 and 0xFF) - (other shr 8 and 0xFF)
        val blue = (one and 0xFF) - (other and 0xFF)
        return red * red + green * green + blue * blue
    }
}

/** All of its pixels, row by row. */
internal fun BufferedImage.pixels(): IntArray = getRGB(0, 0, width, height, null, 0, width)
