//! Made-up names for generated worlds.

use crate::world::Gender;

/// First names.
pub const FIRST: [(&str, Gender); 24] = [
    ("Aron", Gender::Male),
    ("Bente", Gender::Female),
    ("Casper", Gender::Male),
    ("Dilara", Gender::Female),
    ("Emre", Gender::Male),
    ("Fenna", Gender::Female),
    ("Gijs", Gender::Male),
    ("Hanna", Gender::Female),
    ("Ilias", Gender::Male),
    ("Jasmijn", Gender::Female),
    ("Koen", Gender::Male),
    ("Lieke", Gender::Female),
    ("Milan", Gender::Male),
    ("Nadia", Gender::Female),
    ("Olaf", Gender::Male),
    ("Puck", Gender::Female),
    ("Ruben", Gender::Male),
    ("Sofie", Gender::Female),
    ("Tijn", Gender::Male),
    ("Umay", Gender::Female),
    ("Vera", Gender::Female),
    ("Willem", Gender::Male),
    ("Yara", Gender::Female),
    ("Zeno", Gender::Male),
];

/// Prefixes and last names.
pub const LAST: [(&str, &str); 24] = [
    ("", "Akkermans"),
    ("van", "Boskant"),
    ("", "Claassen"),
    ("de", "Duinker"),
    ("", "Eikelboom"),
    ("", "Fokkinga"),
    ("van der", "Geul"),
    ("", "Hazelhorst"),
    ("", "Ijsvogel"),
    ("", "Jonkvorst"),
    ("ten", "Kampe"),
    ("", "Lindenhof"),
    ("", "Molenveld"),
    ("", "Nieuwland"),
    ("op den", "Oever"),
    ("", "Polderman"),
    ("", "Quist"),
    ("", "Rietveen"),
    ("", "Sluiswachter"),
    ("van", "Terpen"),
    ("", "Uiterwaard"),
    ("", "Veenstra"),
    ("", "Wilgenboom"),
    ("", "Zandbergh"),
];
