# my_city
