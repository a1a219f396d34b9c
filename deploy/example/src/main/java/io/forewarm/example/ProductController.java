package io.forewarm.example;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The shop over HTTP. */
@RestController
class ProductController {
  private final Products products;

  ProductController(Products products) {
    this.products = products;
  }

  @GetMapping("/products/{id}")
  ResponseEntity<Product> product(@PathVariable long id) {
    return ResponseEntity.ofNullable(products.product(id));
  }

  @PutMapping("/products/{id}/cents")
  ResponseEntity<Void> reprice(@PathVariable long id, @RequestBody long cents) {
    return products.reprice(id, cents)
        ? ResponseEntity.noContent().build()
        : ResponseEntity.notFound().build();
  }
}
