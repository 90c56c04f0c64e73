# crew
