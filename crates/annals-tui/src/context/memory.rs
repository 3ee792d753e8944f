//! [`Memory`]: what screens keep between two times that they are open.

use std::any::{Any, TypeId};
use std::collections::HashMap;

/// Values by their type, one of each: what a screen keeps between two times that it is open.
#[derive(Debug, Default)]
pub struct Memory {
    values: HashMap<TypeId, Box<dyn Any>>,
}

impl Memory {
    /// Returns the value of a type, if it was set.
    pub fn get<T: Any>(&self) -> Option<&T> {
        self.values.get(&TypeId::of::<T>())?.downcast_ref()
    }

    /// Sets the value of a type.
    pub fn set<T: Any>(&mut self, value: T) {
        self.values.insert(TypeId::of::<T>(), Box::new(value));
    }

    /// Takes the value of a type out.
    pub fn take<T: Any>(&mut self) -> Option<T> {
        let value = self.values.remove(&TypeId::of::<T>())?;
        value.downcast().ok().map(|value| *value)
    }
}
