#!/bin/sh
# Makes the photos of this folder from the originals (street-1.jpg … street-6.jpg of the dataset named in README.md):
# only EXIF changes, no pixel of street-*.jpg is recompressed. Needs exiftool and, for the small one, ImageMagick.
#
#   ./geotag.sh <folder with the originals>
set -eu
originals=$1
here=$(dirname "$0")

# file, latitude, longitude, accuracy in metres, local date and time (UTC+02:00), the same time in UTC
tag() {
    exiftool -q -q -overwrite_original -n \
        -GPSLatitude="$2" -GPSLatitudeRef=N -GPSLongitude="$3" -GPSLongitudeRef=E -GPSHPositioningError="$4" \
        -DateTimeOriginal="$5" -CreateDate="$5" -ModifyDate="$5" \
        -OffsetTimeOriginal=+02:00 -OffsetTimeDigitized=+02:00 -OffsetTime=+02:00 \
        -GPSDateStamp="${6% *}" -GPSTimeStamp="${6#* }" \
        "$here/$1"
}

for n in 1 2 3 4 5 6; do
    install -m 644 "$originals/street-$n.jpg" "$here/street-$n.jpg"
done
convert "$originals/street-2.jpg" -resize 640x640 -quality 80 "$here/outside-kalamaria.jpg"

tag street-1.jpg 40.634936 22.939089 6 '2026:11:16 08:41:10' '2026:11:16 06:41:10'
tag street-2.jpg 40.594021 22.956184 12 '2026:11:16 17:05:37' '2026:11:16 15:05:37'
tag street-3.jpg 40.640519 22.943582 8 '2026:11:17 09:22:04' '2026:11:17 07:22:04'
tag street-4.jpg 40.607702 22.963508 5 '2026:11:18 13:48:55' '2026:11:18 11:48:55'
tag street-5.jpg 40.640063 22.936022 10 '2026:11:19 10:12:31' '2026:11:19 08:12:31'
tag street-6.jpg 40.610046 22.957482 7 '2026:11:20 16:30:18' '2026:11:20 14:30:18'
tag outside-kalamaria.jpg 40.584516 22.953037 9 '2026:11:20 18:02:46' '2026:11:20 16:02:46'
