package gr.dimos.ui

import java.awt.image.BufferedImage
import java.awt.image.IndexColorModel

/** Makes pictures small: at most 256 colours, the most used ones of the picture. */
internal object Palette {
    private const val MOST = 256

    /** The same picture in its own most used colours. */
    fun reduce(image: BufferedImage): BufferedImage {
        val counts = HashMap<Int, Int>()
        for (y in 0 until image.height) for (x in 0 until image.width) {
            counts.merge(image.getRGB(x, y) and 0xFFFFFF, 1, Int::plus)
        }
        val colours = choose(counts)
        val nearest = HashMap<Int, Int>()
        val table = colours.toIntArray()
        val model = IndexColorModel(8, table.size, table, 0, false, -1, 0)
        val reduced = BufferedImage(image.width, image.height, BufferedImage.TYPE_BYTE_INDEXED, model)
        for (y in 0 until image.height) for (x in 0 until image.width) {
            val colour = image.getRGB(x, y) and 0xFFFFFF
            val index = nearest.getOrPut(colour) { nearest(table, colour) }
            reduced.raster.setSample(x, y, 0, index)
        }
        return reduced
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
        var best = 0
        for (index in table.indices) {
            if (distance(table[index], colour) < distance(table[best], colour)) best = index
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
