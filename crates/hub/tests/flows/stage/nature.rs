//! What happens in Nmbrs itself, past every screen and interface.

use super::Stage;
use loonbrug_sandbox::world::World;
use serde_json::Value;

impl Stage {
    /// Changes the world that the sandbox plays, in the form in which it is saved.
    pub fn change_world(&self, change: impl FnOnce(&mut Value)) {
        let path = self.database.folder.path().join("world.json");
        let mut play = self.sandbox.play().world_mut();
        play.save(&path).expect("the world is written");
        let mut world = serde_json::from_slice(&std::fs::read(&path).expect("the world")).expect("JSON");
        change(&mut world);
        std::fs::write(&path, world.to_string()).expect("the world is written");
        *play = World::load(&path).expect("the world is read");
    }

    /// Takes somebody out of Nmbrs altogether.
    pub fn erase_employee(&self, number: i64) {
        self.change_world(|world| {
            let employees = world["employees"].as_object_mut().expect("employees");
            let found = employees.iter().find(|(_, employee)| employee["number"] == number);
            let key = found.expect("the employee").0.clone();
            let id = employees.remove(&key).expect("the employee")["id"].clone();
            for company in world["companies"].as_object_mut().expect("companies").values_mut() {
                company["employees"]
                    .as_array_mut()
                    .expect("a list")
                    .retain(|known| *known != id);
            }
        });
    }

    /// Takes a code out of the hour models of all companies.
    pub fn erase_hour_code(&self, code: i64) {
        self.change_world(|world| {
            for company in world["companies"].as_object_mut().expect("companies").values_mut() {
                for model in ["hour_codes", "hour_codes_2"] {
                    company[model]
                        .as_array_mut()
                        .expect("a list")
                        .retain(|known| known["code"] != code);
                }
            }
        });
    }
}
