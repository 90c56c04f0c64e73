city-title = My city
city-around-me = Around me
city-around-you = Around you
city-around-middle = In the middle of the city
city-around-point = Around the point you chose
city-around-street = Around { $street }
city-nearest = the nearest { $n } of { $total }
city-street = Street
city-street-hint = Find a street
city-no-street = No street of that name was found.
city-only-open = Only open ones
city-all-services = Everything
city-map = { $n ->
    [0] Map. Nothing on it.
    [one] Map with one report. The list has it too.
   *[other] Map with { $n } reports. The list has them too.
}
city-locating = Finding out where you are…
city-location-denied = The app may not use your location. Search for a street, or tap the map.
city-location-off = Your phone’s location is switched off. Search for a street, or tap the map.
city-no-fix = Your phone does not know where it is right now. Search for a street, or tap the map.
city-far-away = You are outside the city. Search for a street, or tap the map.
city-no-place = That is not a place on the map.
city-no-service = There is no such service.
city-not-asked = Choose a place: around you, a street, or a tap on the map.
city-none = Nothing is reported within 800 m of here.
city-none-fitting = Nothing of this kind is reported within 800 m of here.
city-as-of = No connection: as of { $time }
