"""The work with employers over REST: employers, contacts with them, vacancies; and of clients what became of them."""
