-- Migration number: 0001
CREATE TABLE books (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL UNIQUE,
  year INTEGER
);
INSERT INTO books (title, year) VALUES
  ('The Pillow Book', 1002),
  ('Kokoro', 1914);
