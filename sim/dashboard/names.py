"""Invented first names for simulated people: first names that are given in the Netherlands, of many origins, by row."""

from __future__ import annotations

# Neighbouring rows (a household) get names that lie this far apart in the list; it shares no factor with the lists' lengths.
_STRIDE = 61

_WOMEN = (
    "Aaliyah Aafke Adriana Agnieszka Aisha Aleksandra Amal Amina Amira Ana Anna Anneke Annemiek Anouk Aria Asma Astrid Ayşe "
    "Beatriz Bente Betül Bo Britt Carla Carmen Chantal Charlotte Chiara Chloé Coby Corrie Daniëlle Daria Demi Derya Diana Dina "
    "Dominique Ebru Eda Elena Elif Elisabeth Ella Els Emine Emma Ester Esra Eva Evelien Fadime Fatima Feline Femke Fenna Fien "
    "Fleur Floor Francisca Froukje Gabriela Geertje Giulia Gloria Grace Greet Hafsa Halima Hanan Hanneke Hatice Hedwig Helena "
    "Hilde Hiba Ilse Imane Inge Ingrid Irene Iris Isa Ivana Jacqueline Janneke Jasmijn Jasmine Jennifer Jiska Joke Jolanda Joanna "
    "Julia Kaatje Karima Karin Katarzyna Khadija Kim Laila Lara Leila Lena Li Lieke Linh Lisa Loes Lotte Lucía Luna Maaike Malika "
    "Manon Margriet Maria Marieke Marijke Marit Marloes Maryam Mei Meryem Mila Mieke Mina Miriam Moniek Nadia Naima Najat Nathalie "
    "Nienke Nina Noa Noor Nora Nour Olga Olivia Pien Petra Priya Rabia Rachida Rania Renske Rhea Rianne Riet Rita Rosa Roos Saar "
    "Sabrina Salma Samira Sanne Sara Selin Sevda Shanti Silke Sita Sofia Sonja Soraya Stella Suus Svetlana Sylvia Tamara Tess "
    "Thirza Tineke Truus Veerle Vera Wendy Wiesje Willemijn Xenia Yara Yasmina Yildiz Yvonne Zahra Zainab Zeynep Zoë Zofia"
).split()
_MEN = (
    "Aad Abdel Abdullah Adam Adil Ahmed Aleksander Ali Amir André Andrei Anil Anton Arash Arie Arjen Arnold Arthur Ayoub Bart "
    "Bas Beau Ben Berat Bilal Bjorn Boris Bram Burak Casper Cem Chen Chris Cornelis Daan Daniel Danny David Dennis Deniz Dick "
    "Diego Dirk Driss Edwin Eelco Elias Emre Enes Eric Erik Evert Fabian Farid Farhan Faruk Ferdi Finn Floris Frank Frans Freek "
    "Gerrit Gijs Giovanni Guus Habib Hakan Hamza Hans Harm Hassan Hendrik Henk Herman Hicham Hugo Hussein Ibrahim Idris Igor "
    "Ilyas Imran Ingmar Ismail Ivo Jaap Jacob Jamal Jan Jasper Jayden Jelle Jeroen Jesse Jeffrey João Job Joep Johan Jonas Joost "
    "José Joris Jur Karel Karim Kees Kemal Kerem Kevin Khalid Klaas Koen Kofi Krzysztof Lars Leo Levi Liam Lorenzo Luc Lucas Luuk "
    "Maarten Mahmoud Marcel Marco Marek Mark Marouane Martijn Mateusz Mats Max Mees Mehmet Menno Michał Mick Milan Minh Mohamed "
    "Mourad Murat Mustafa Naoufal Nico Niels Noah Noud Olaf Omar Oscar Osman Otto Pablo Patrick Paul Pedro Peter Pieter Piotr Pim "
    "Quinten Rachid Rafael Raj Ramon Rayan Remco Rick Rik Rob Robin Roderick Ronald Ruben Ryan Said Sam Samir Sander Sebastiaan "
    "Selim Serkan Siebe Siem Sjoerd Soufiane Stan Stefan Sven Tariq Teun Thijs Thomas Tijs Tim Tobias Tom Tomasz Tygo Umut Vincent "
    "Viktor Wail Walid Wei Wessel Willem Wim Wouter Xander Yannick Yassin Youssef Yusuf Zakaria"
).split()


def first_name(row: int, woman: bool) -> str:
    """Return the invented first name of the person in a row; the same row has the same name in every scenario and language."""
    names = _WOMEN if woman else _MEN
    return names[(row * _STRIDE) % len(names)]


def first_names(women) -> list[str]:
    """Return the invented first names of everybody, told whether each row is a woman."""
    return [first_name(row, bool(woman)) for row, woman in enumerate(women)]
