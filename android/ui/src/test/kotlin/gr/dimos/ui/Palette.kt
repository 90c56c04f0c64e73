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
        val model = IndexColorModel(8, colours.size, colours.toIntArray(), 0, false, -1, 0)
        val reduced = BufferedImage(image.width, image.height, BufferedImage.TYPE_BYTE_INDEXED, model)
        for (y in 0 until image.height) for (x in 0 until image.width) {
            val colour = image.getRGB(x, y) and 0xFFFFFF
            val index = nearest.getOrPut(colour) { colours.indices.minBy { distance(colours[it], colour) } }
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

    private fun distance(one: Int, other: Int): Int = listOf(0, 8, 16).sumOf {
        val apart = (one shr it and 0xFF) - (other shr it and 0xFF)
        apart * apart
    }
}
